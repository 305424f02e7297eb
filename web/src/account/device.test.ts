import { beforeEach, expect, test } from 'vitest'
import { forgetDevice, forgetVisit } from './device'

beforeEach(() => localStorage.clear())

test('what is a learner’s goes; what is the device’s, and what is not ours, stays', async () => {
  for (const key of ['tutorfleet.settings', 'tutorfleet.outbox.7', 'tutorfleet.learner', 'another']) {
    localStorage.setItem(key, '1')
  }
  await forgetDevice()
  expect(Object.keys(localStorage).sort()).toEqual(['another', 'tutorfleet.settings'])
})

test('a visit without unsent words leaves no name behind', () => {
  localStorage.setItem('tutorfleet.fresh.7', 'talk')
  forgetVisit('7')
  expect(Object.keys(localStorage)).toEqual([])
})

test('unsent words of a talk that has not begun are found again', () => {
  localStorage.setItem('tutorfleet.fresh.7', 'talk')
  localStorage.setItem('tutorfleet.draft.7.talk', 'I want')
  forgetVisit('7')
  expect(localStorage.getItem('tutorfleet.fresh.7')).toBe('talk')
})
