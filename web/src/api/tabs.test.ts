import { expect, test } from 'vitest'
import type { Session } from './session'
import { newsOf } from './tabs'

const user = { sub: '7', name: 'Ayu', email: 'ayu@example.com' }
const here: Session = { state: 'in', user, operator: false }
const expired: Session = { state: 'expired', user, operator: false }
const out: Session = { state: 'out' }
const unknown: Session = { state: 'unknown' }

test.each([here, expired])('who leaves is told ($state)', (before) => expect(newsOf(before, out)).toBe('out'))
test.each([out, expired])('who signs in is told ($state)', (before) => expect(newsOf(before, here)).toBe('in'))
test('a page that only looked who is here tells nothing', () => {
  expect(newsOf(unknown, here)).toBeUndefined()
  expect(newsOf(unknown, out)).toBeUndefined()
  expect(newsOf(here, expired)).toBeUndefined()
})
