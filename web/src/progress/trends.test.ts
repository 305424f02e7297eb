import { describe, expect, test } from 'vitest'
import type { Habit } from './api'
import { calendar, daysBetween, direction, habitDirection, halves, mean, type Point, pieces } from './trends'

const point = (day: number, value: number, turns = 2): Point => ({
  day: `2026-11-${String(day).padStart(2, '0')}`,
  value,
  turns,
})

test('a day with more turns weighs more', () => {
  expect(mean([point(1, 40, 1), point(2, 80, 3)])).toBe(70)
  expect(mean([])).toBeNull()
})

describe('direction', () => {
  test('a few turns tell nothing', () => expect(direction([point(1, 10), point(2, 90)])).toBe('unknown'))
  test('one day tells nothing, however many turns', () => expect(direction([point(1, 10, 50)])).toBe('unknown'))
  test('up', () => expect(direction([point(1, 40), point(2, 42), point(3, 50), point(4, 52)])).toBe('up'))
  test('down', () => expect(direction([point(1, 52), point(2, 50), point(3, 42), point(4, 40)])).toBe('down'))
  test('a little is level', () =>
    expect(direction([point(1, 50), point(2, 51), point(3, 52), point(4, 51)])).toBe('level'))
})

test('one long day does not leave a half empty', () => {
  const [older, newer] = halves([point(1, 40, 1), point(2, 50, 99)], 100)
  expect([older.length, newer.length]).toEqual([1, 1])
})

test('a line is broken where the learner was away for more than a week', () => {
  expect(pieces([point(1, 1), point(8, 2), point(16, 3)]).map((piece) => piece.length)).toEqual([2, 1])
})

test('fewer mistakes of a kind go down', () => {
  const habit = (trend: number | null): Habit => ({ category: 'tense', count: 3, trend, weeks: [] })
  expect([-0.2, 0.2, 0.01, null].map((trend) => habitDirection(habit(trend)))).toEqual([
    'down',
    'up',
    'level',
    'unknown',
  ])
})

test('days are counted over the end of a month', () => expect(daysBetween('2026-10-30', '2026-11-02')).toBe(3))

describe('the calendar', () => {
  const weeks = calendar([{ day: '2026-11-20', turns: 4, scores: {} as never }], '2026-11-21', 3)
  test('has whole weeks from Monday', () =>
    expect(weeks.map((week) => [week[0]?.day, week.length])).toEqual([
      ['2026-11-02', 7],
      ['2026-11-09', 7],
      ['2026-11-16', 7],
    ]))
  test('knows the days with turns', () => expect(weeks[2]?.[4]).toEqual({ day: '2026-11-20', turns: 4, future: false }))
  test('and what is yet to come', () =>
    expect(weeks[2]?.map((cell) => cell.future)).toEqual([false, false, false, false, false, false, true]))
})
