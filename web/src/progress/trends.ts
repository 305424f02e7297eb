// What lines and counts come to, in a few honest kinds of words. Pure.

import type { Skill } from '@/api/types'
import type { Day, Habit } from './api'

export interface Point {
  day: string
  value: number
  turns: number
}

export type Direction = 'up' | 'down' | 'level' | 'unknown'

/** Below so many turns no direction is told. */
export const ENOUGH_TURNS = 6
/** A change of so many points, of 100, is one. */
export const CHANGE = 3
/** A change of so many mistakes a turn, each week, is one. */
export const HABIT_CHANGE = 0.05
/** After so many days without a turn a line is broken. */
export const GAP_DAYS = 7

/** One skill's days. */
export function pointsOf(days: readonly Day[], skill: Skill): Point[] {
  return days.map(({ day, turns, scores }) => ({ day, turns, value: scores[skill] }))
}

/** The mean of all turns, each counted once; null without any. */
export function mean(points: readonly Point[]): number | null {
  const turns = points.reduce((sum, each) => sum + each.turns, 0)
  return turns ? points.reduce((sum, each) => sum + each.value * each.turns, 0) / turns : null
}

/** Where a skill goes: its newer half of turns beside its older half. */
export function direction(points: readonly Point[]): Direction {
  const turns = points.reduce((sum, each) => sum + each.turns, 0)
  if (turns < ENOUGH_TURNS || points.length < 2) return 'unknown'
  const [older, newer] = halves(points, turns)
  const change = (mean(newer) ?? 0) - (mean(older) ?? 0)
  return change >= CHANGE ? 'up' : change <= -CHANGE ? 'down' : 'level'
}

/** The days, older and newer, with about half of the turns each; neither is empty where there are two days. */
export function halves(points: readonly Point[], turns: number): [Point[], Point[]] {
  let before = 0
  let cut = points.findIndex((each) => {
    before += each.turns
    return before * 2 >= turns
  })
  cut = Math.min(Math.max(cut + 1, 1), points.length - 1)
  return [points.slice(0, cut), points.slice(cut)]
}

/** Fewer mistakes of a kind are better. */
export function habitDirection(habit: Habit): Direction {
  if (habit.trend === null) return 'unknown'
  return habit.trend >= HABIT_CHANGE ? 'up' : habit.trend <= -HABIT_CHANGE ? 'down' : 'level'
}

/** Pieces of a line: it is broken where the learner was away. */
export function pieces(points: readonly Point[]): Point[][] {
  const found: Point[][] = []
  for (const point of points) {
    const last = found.at(-1)?.at(-1)
    if (last && daysBetween(last.day, point.day) <= GAP_DAYS) found.at(-1)?.push(point)
    else found.push([point])
  }
  return found
}

/** Whole days from one ISO date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

export interface Cell {
  day: string
  turns: number
  /** not yet */
  future: boolean
}

/** Weeks from Monday to Sunday, the newest last, up to the week of `today`. */
export function calendar(days: readonly Day[], today: string, weeks: number): Cell[][] {
  const turns = new Map(days.map((each) => [each.day, each.turns]))
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
  const first = Date.parse(today) - (weekday + 7 * (weeks - 1)) * 86_400_000
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, at) => {
      const day = new Date(first + (week * 7 + at) * 86_400_000).toISOString().slice(0, 10)
      return { day, turns: turns.get(day) ?? 0, future: day > today }
    }),
  )
}

/** Today on this device's clock, as an ISO date. */
export function today(now: Date = new Date()): string {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}
