import { expect, test } from 'vitest'
import { openers } from './openers'

test.each([[undefined], ['A1'], ['A2'], ['B1'], ['B2'], ['C2']])('there are three beginnings for %s', (level) => {
  expect(openers(level)).toHaveLength(3)
})

test('a beginner and an advanced learner begin differently', () => {
  expect(openers('A1')).not.toEqual(openers('C1'))
})
