import { expect, test } from 'vitest'
import type { Summary } from '@/api/types'
import { byDay, matching, withUnsent } from './conversations'

const one = (id: string, title = 'The beach', updatedAt = '2026-11-21T02:00:00Z'): Summary => ({
  ...{ id, title, messages: 2, createdAt: updatedAt, updatedAt, etag: '"1"' },
})
const local = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString()

test.each([
  ['beach', 1],
  ['THE bea', 1],
  ['beach the', 1],
  ['café', 1],
  ['cafe', 1],
  ['mountain', 0],
  ['', 2],
])('searching %j finds %i', (search, count) => {
  expect(matching([one('1'), one('2', 'Café talk')], search)).toHaveLength(count)
})

test('conversations stand under the local day of their last change, the newest first', () => {
  const list = [one('1', 'a', local(20, 23)), one('2', 'b', local(21, 1)), one('3', 'c', local(21, 9))]
  const days = byDay(list, new Date(2026, 10, 21, 10))
  expect(days.map(({ ago, conversations }) => [ago, conversations.map(({ id }) => id)])).toEqual([
    [0, ['3', '2']],
    [1, ['1']],
  ])
})

test('a conversation that is not sent yet stands first, once', () => {
  const entry = { turn: 't', conversation: '9', text: 'Hello there', at: '2026-11-21T03:00:00Z' }
  expect(withUnsent([one('1')], [entry, { ...entry, turn: 'u', text: 'And' }])).toMatchObject([
    { id: '9', title: 'Hello there' },
    { id: '1' },
  ])
  expect(withUnsent([one('9')], [entry])).toHaveLength(1)
})

test('500 conversations are grouped in a moment', () => {
  const list = Array.from({ length: 500 }, (_, at) => one(`${at}`, `talk ${at}`, local(1 + (at % 20), at % 24)))
  expect(byDay(list, new Date(2026, 10, 21)).flatMap(({ conversations }) => conversations)).toHaveLength(500)
})
