import { expect, test } from 'vitest'
import type { Item } from '@/turn/history'
import { leaves, SIZE } from './leaves'

function turns(from: number, to: number): Item[] {
  return Array.from({ length: to - from }, (_, at) => ({ kind: 'turn', id: `t${from + at}` }))
}

test('nothing has no leaf', () => {
  expect(leaves([], [])).toEqual([])
})

test('no leaf is larger than its size, and all items are there in order', () => {
  const made = leaves([], turns(0, 50))
  expect(made.every(({ items }) => items.length <= SIZE)).toBe(true)
  expect(made.flatMap(({ items }) => items)).toEqual(turns(0, 50))
})

test('a new turn joins the last leaf, and every other stays as it was', () => {
  const before = leaves([], turns(0, 20))
  const after = leaves(before, turns(0, 21))
  expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key))
  expect(after[0]).toEqual(before[0])
})

test('older turns make leaves of their own', () => {
  const before = leaves([], turns(100, 120))
  const after = leaves(before, turns(50, 120))
  expect(after.slice(-before.length)).toEqual(before)
  expect(new Set(after.map(({ key }) => key)).size).toBe(after.length)
})

test('a turn that takes the place of others leaves the first of them alone', () => {
  const before = leaves([], turns(0, SIZE))
  const after = leaves(before, [...turns(0, SIZE - 2), { kind: 'turn', id: 'new' }])
  expect(after).toHaveLength(1)
  expect(after[0]?.key).toBe(before[0]?.key)
})

test('items that changed places still have leaves with different keys', () => {
  const [a, b] = [turns(0, SIZE), turns(SIZE, 2 * SIZE)]
  const made = leaves(leaves([], [...a, ...b]), [...a.slice(0, 2), ...b, ...a.slice(2)])
  expect(new Set(made.map(({ key }) => key)).size).toBe(made.length)
})
