// Which goals of a scenario a learner has ticked in a talk. The learner decides: the fleet knows how far the play is, not
// whether somebody was polite. On this device only.

import { useMemo } from 'react'
import { me } from '@/api/session'
import { keptStore } from '@/state/kept'
import { type Store, useStore } from '@/state/store'

const stores = new Map<string, Store<number[]>>()

/** The places of the ticked goals, and how to tick or untick one. */
export function useGoals(conversation: string): [readonly number[], (goal: number) => void] {
  const store = useMemo(() => kept(`tutorfleet.goals.${me().sub}.${conversation}`), [conversation])
  return [useStore(store), (goal) => store.set((now) => toggled(now, goal))]
}

/** Pure. */
export function toggled(now: readonly number[], goal: number): number[] {
  return now.includes(goal) ? now.filter((each) => each !== goal) : [...now, goal]
}

/** Places from anything. */
export function readPlaces(raw: unknown): number[] {
  return Array.isArray(raw) ? [...new Set(raw.filter((each) => Number.isInteger(each) && each >= 0))] : []
}

function kept(key: string): Store<number[]> {
  const store = stores.get(key) ?? keptStore(key, readPlaces)
  stores.set(key, store)
  return store
}
