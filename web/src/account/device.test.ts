import { beforeEach, expect, test } from 'vitest'
import { forgetDevice } from './device'

beforeEach(() => localStorage.clear())

test('what is a learner’s goes; what is the device’s, and what is not ours, stays', async () => {
  for (const key of ['tutorfleet.settings', 'tutorfleet.outbox.7', 'tutorfleet.learner', 'another']) {
    localStorage.setItem(key, '1')
  }
  await forgetDevice()
  expect(Object.keys(localStorage).sort()).toEqual(['another', 'tutorfleet.settings'])
})
