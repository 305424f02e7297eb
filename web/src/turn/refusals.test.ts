import { expect, test } from 'vitest'
import { Refused, Unreachable } from '@/api/errors'
import { verdict } from './refusals'

test.each([
  ['no answer', new Unreachable(), { act: 'wait', why: 'offline' }],
  ['429', new Refused(429, ''), { act: 'wait', why: 'limit' }],
  ['503', new Refused(503, ''), { act: 'wait', why: 'full' }],
  ['500', new Refused(500, ''), { act: 'wait', why: 'full' }],
  ['401', new Refused(401, ''), { act: 'leave' }],
  ['409 with the running turn', new Refused(409, '', { turn: 'x' }), { act: 'follow', turn: 'x' }],
  ['409 of a moment', new Refused(409, '', { turn: null }), { act: 'wait', why: 'busy' }],
  ['413', new Refused(413, 'full'), { act: 'hold', status: 413, message: 'full' }],
  ['422', new Refused(422, 'text'), { act: 'hold', status: 422, message: 'text' }],
  ['403', new Refused(403, 'no'), { act: 'hold', status: 403, message: 'no' }],
])('%s', (_, error, expected) => {
  expect(verdict(error, 0)).toEqual(expected)
})

test("a 409 that stays is the learner's to decide", () => {
  expect(verdict(new Refused(409, 'taken'), 3)).toEqual({ act: 'hold', status: 409, message: 'taken' })
})

test('a fault of this page is no answer of the fleet', () => {
  expect(() => verdict(new TypeError('bug'), 0)).toThrow('bug')
})
