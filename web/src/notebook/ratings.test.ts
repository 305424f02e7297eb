import { expect, test } from 'vitest'
import { readSaid } from './ratings'

test('ratings that another page kept are read, and what is none of them is left out', () => {
  const good = { card: 'a', rating: 3, review: 'r' }
  expect(readSaid([good, null, 7, { card: 'a', rating: 9, review: 'r' }, { rating: 1 }])).toEqual([good])
})

test.each([undefined, null, 'x', {}])('%j is none', (raw) => expect(readSaid(raw)).toEqual([]))
