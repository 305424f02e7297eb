import { expect, test } from 'vitest'
import { best, KEPT, median, readMeasures, stateOf, withMeasure } from './measures'

const both = ['home', 'far']

test('the median of none is none, of two the middle', () => {
  expect(median()).toBeNull()
  expect(median([4])).toBe(4)
  expect(median([9, 1])).toBe(5)
  expect(median([9, 1, 2])).toBe(2)
})

test('only the last measures are kept', () => {
  let measures = {}
  for (let each = 0; each < KEPT + 3; each++) measures = withMeasure(measures, 'home', each)
  expect(measures).toEqual({ home: [3, 4, 5, 6, 7, 8, 9, 10, 11, 12] })
})

test.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('%j is no time', (ms) => {
  expect(withMeasure({}, 'home', ms)).toEqual({})
})

test.each([null, 7, 'x', [1], { home: 'soon' }])('%j on the disk is no reason to fail', (raw) => {
  expect(readMeasures(raw)).toEqual({})
})

test('of broken measures the good ones stay', () => {
  expect(readMeasures({ home: [1, 'x', -3, null, 2] })).toEqual({ home: [1, 2] })
})

test('nothing known: the home region', () => {
  expect(best(both, {}, {})).toBe('home')
})

test('the home region away: the next', () => {
  expect(best(both, { home: 'away' }, {})).toBe('far')
})

test('all away: none', () => {
  expect(best(both, { home: 'away', far: 'away' }, {})).toBeNull()
})

test('a slow home region is left for one that is well, not for another slow one', () => {
  expect(best(both, { home: 'slow', far: 'ok' }, {})).toBe('far')
  expect(best(both, { home: 'slow', far: 'slow' }, {})).toBe('home')
})

test('another region must be clearly faster, by enough replies', () => {
  expect(best(both, {}, { home: [500, 500, 500], far: [200, 200, 200] })).toBe('far')
  expect(best(both, {}, { home: [500, 500, 500], far: [400, 400, 400] })).toBe('home')
  expect(best(both, {}, { home: [500, 500, 500], far: [200, 200] })).toBe('home')
})

test('a region is slow when two lists in a row took seconds', () => {
  expect(stateOf(20, null)).toBe('ok')
  expect(stateOf(3_000, null)).toBe('ok')
  expect(stateOf(3_000, 20)).toBe('ok')
  expect(stateOf(20, 3_000)).toBe('ok')
  expect(stateOf(3_000, 3_000)).toBe('slow')
})
