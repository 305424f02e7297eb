import { expect, test } from 'vitest'
import { readSettings } from './settings'

test('settings of an older page are kept as far as they are good', () => {
  expect(readSettings({ language: 'id', theme: 'pink', rate: 9 })).toMatchObject({
    language: 'id',
    theme: 'system',
    rate: 1.5,
  })
})

test('the feedback language follows the interface until it is chosen', () => {
  expect(readSettings({ language: 'id' }).feedback).toBe('id')
  expect(readSettings({ language: 'id', feedback: 'en' }).feedback).toBe('en')
})

test.each([null, 7, 'x', [], { region: 3 }])('%j is no reason to fail', (raw) => {
  expect(readSettings(raw).region).toBeNull()
})
