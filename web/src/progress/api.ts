// How the learner gets on, as `/me/progress` says it (docs/api.md, Learning data).

import { useQuery } from '@tanstack/react-query'
import { ask } from '@/api/http'
import type { Level, Skill } from '@/api/types'

export interface Day {
  /** ISO date on the learner's clock */
  day: string
  /** what the means rest on */
  turns: number
  scores: Record<Skill, number>
}

export interface Habit {
  category: string
  count: number
  /** mistakes a turn, more (+) or fewer (-) each week; null with under two weeks */
  trend: number | null
  weeks: { week: string; count: number; turns: number }[]
}

/** A sentence that the level rests on, as it was written. */
export interface Evidence {
  sentence: string
  /** the band that it shows by itself */
  shows: string
  words: number
  mistakes: number
  learned: string[]
  links: string[]
}

export interface LevelNow extends Omit<Level, 'evidence'> {
  at: string
  evidence: Evidence[]
}

export interface Progress {
  since: string
  turns: number
  level: LevelNow | null
  days: Day[]
  mistakes: Habit[]
  practised: { days: number; streak: number; last: string | null }
}

/** The progress of the last `days` days on this device's clock. */
export function useProgress(days: number) {
  const offset = -new Date().getTimezoneOffset()
  return useQuery({
    queryKey: ['progress', days, offset],
    queryFn: ({ signal }) => ask<Progress>('GET', `/me/progress?days=${days}&offset=${offset}`, { signal }),
    placeholderData: (before) => before,
  })
}
