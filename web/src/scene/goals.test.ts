import { expect, test } from 'vitest'
import { readPlaces, toggled } from './goals'

test('a goal is ticked, and unticked by ticking it again', () => {
  expect(toggled([0], 2)).toEqual([0, 2])
  expect(toggled([0, 2], 0)).toEqual([2])
})

test.each([[undefined], ['[0]'], [{ 0: true }], [['x', -1, 1.5, null]]])('no places are read of %j', (raw) => {
  expect(readPlaces(raw)).toEqual([])
})

test('a place counts once', () => {
  expect(readPlaces([1, 1, 0])).toEqual([1, 0])
})
