import { expect, test } from 'vitest'
import { LIMIT, readable } from './compose'

test('an emoji is one character of a message, as the service counts', () => {
  expect(readable('😀'.repeat(LIMIT))).toBe(LIMIT)
})

test('a short text is counted in one step', () => {
  expect(readable('Hello')).toBe(5)
})
