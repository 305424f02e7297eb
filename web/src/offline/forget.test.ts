import { expect, test } from 'vitest'
import type { Session } from '@/api/session'
import { strangers } from './forget'

const names = ['tutorfleet-shell-1', 'tutorfleet-told', 'tutorfleet-answers-sari', 'tutorfleet-answers-budi']
const sari = { user: { sub: 'sari', name: 'Sari', email: '' }, operator: false }

test('after a sign-out no answer of anybody stays', () => {
  expect(strangers(names, { state: 'out' })).toEqual(['tutorfleet-answers-sari', 'tutorfleet-answers-budi'])
})

test.each<Session>([
  { state: 'in', ...sari },
  { state: 'expired', ...sari },
])('answers of others go when somebody comes (%j)', (now) => {
  expect(strangers(names, now)).toEqual(['tutorfleet-answers-budi'])
})

test('while it is not known who is here nothing goes', () => {
  expect(strangers(names, { state: 'unknown' })).toEqual([])
})
