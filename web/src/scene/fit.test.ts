import { expect, test } from 'vitest'
import { beginning, fitting, minutes } from './fit'

const five = ['A1', 'A2', 'B1', 'B2', 'C1']

test.each([
  ['B1', 'B1'],
  ['C2', 'C1'],
  [undefined, 'A2'],
  ['something new', 'A1'],
])('who is at %s is offered %s', (low, level) => {
  expect(fitting(five, low)).toBe(level)
})

test('where there is one level it is that', () => {
  expect(fitting(['A1'], 'C1')).toBe('A1')
})

test('a talk that is a scenario says so in its address', () => {
  expect(beginning('7f8f', 'small-talk', 'A2')).toBe('/talk/7f8f?scenario=small-talk&level=A2')
})

test('a scenario of eight answers takes some five minutes', () => {
  expect(minutes(8)).toBe(5)
  expect(minutes(0)).toBe(1)
})
