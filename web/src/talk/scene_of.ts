// The scene that a talk plays, and how far it is.

import { useStore } from '@/state/store'
import type { TurnView } from '@/turn/events'
import type { Item } from '@/turn/history'
import type { Scene } from '@/turn/outbox'
import type { Talk } from '@/turn/talk'
import { useSceneOfAddress } from './scene'

/** As the fleet has it, or as the address says of a talk that has not begun. */
export function useScene(talk: Talk): Scene | undefined {
  const { scenario, state } = useStore(talk.status)
  const wanted = useSceneOfAddress()
  return scenario ?? (state === 'new' || state === 'loading' || state === 'failed' ? wanted : undefined)
}

/** What the last answered turn says of the play; null before the first. */
export function useBeat(talk: Talk, items: Item[]): TurnView['scenario'] {
  const last = items.findLast((item) => item.kind === 'turn')?.id ?? ''
  const newest = useStore(talk.turn(last)).scenario
  if (newest) return newest
  const before = items.findLast((item) => item.kind === 'turn' && talk.turn(item.id).get().scenario)
  return before ? talk.turn(before.id).get().scenario : null
}
