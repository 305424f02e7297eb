import { expect, test } from 'vitest'
import { openers, untouched } from './openers'

test.each([[undefined], ['A1'], ['A2'], ['B1'], ['B2'], ['C2']])('there are three beginnings for %s', (level) => {
  expect(openers(level)).toHaveLength(3)
})

test('a beginner and an advanced learner begin differently', () => {
  expect(openers('A1')).not.toEqual(openers('C1'))
})

test('a beginning takes the place of another one, never of what somebody wrote', () => {
  expect(untouched('Last weekend, I ')).toBe(true)
  expect(untouched('Last weekend, I went')).toBe(false)
})
