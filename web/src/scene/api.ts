// The scenarios of this fleet (docs/api.md, Scenarios) and the learner's level, for all pages that show one of them.

import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '@/api/http'
import type { Both, Level } from '@/api/types'
import type { Language } from '@/i18n/languages'

export interface Scenario {
  id: string
  title: Both
  about: Both
  roles: { tutor: Both; learner: Both }
  levels: string[]
  /** by level: what the character says first */
  opening: Record<string, string>
  goals: Both[]
  phrases: Record<string, string[]>
  /** answers that it takes */
  turns: number
}

export function useScenarios() {
  return useQuery({
    queryKey: ['scenarios'],
    queryFn: ({ signal }) => ask<Scenario[]>('GET', '/scenarios', { signal }),
    staleTime: Number.POSITIVE_INFINITY, // they change with the fleet's release only
  })
}

/** undefined while the list is on its way, or where there is none of this id. */
export function useScenario(id: string | undefined): Scenario | undefined {
  const { data } = useScenarios()
  return id === undefined ? undefined : data?.find((each) => each.id === id)
}

/** null: not known yet; undefined: not loaded. */
export function useLevel(): Level | null | undefined {
  const found = useQuery({
    queryKey: ['progress', 'level'],
    queryFn: ({ signal }) => ask<{ level: Level | null }>('GET', '/me/progress?days=30', { signal }),
    select: (progress) => progress.level,
  })
  return found.data
}

/** Picks the text of a pair in the language of the page. */
export function useText(): (both: Both) => string {
  const { i18n } = useTranslation()
  return (both) => both[i18n.language as Language] ?? both.en
}
