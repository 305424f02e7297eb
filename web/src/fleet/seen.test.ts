import { expect, test } from 'vitest'
import { type Problem, toneOf, urgent } from './seen'

test.each([
  ['ready', 'good'],
  ['low', 'fair'],
  ['starting', 'fair'],
  ['draining', 'fair'],
  ['unwell', 'bad'],
  ['stuck', 'bad'],
  ['away', 'bad'],
  ['hibernating', 'idle'],
])('%s is marked %s', (state, tone) => {
  expect(toneOf(state)).toBe(tone)
})

test('a note is nothing to do', () => {
  const problem = { kind: '', where: '', what: '', todo: '' }
  const problems: Problem[] = (['error', 'warning', 'note'] as const).map((level) => ({ ...problem, level }))
  expect(urgent(problems).map((each) => each.level)).toEqual(['error', 'warning'])
})
