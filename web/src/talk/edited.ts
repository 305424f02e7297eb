// An earlier message that is being changed: kept like a draft, so that a reload does not lose the change. What lies there may be
// broken or of a turn that is gone.

import { useMemo } from 'react'
import { me } from '@/api/session'
import { useStore } from '@/state/store'
import { draft } from '@/turn/drafts'

export interface Edited {
  turn: string
  text: string
}

/** What is being changed in this talk, and how to change or end that. */
export function useEdited(talk: string): [Edited | undefined, (next: Edited | undefined) => void] {
  const kept = useMemo(() => draft(me().sub, `${talk}.edit`), [talk])
  const raw = useStore(kept)
  const set = useMemo(() => (next: Edited | undefined) => kept.set(next ? JSON.stringify(next) : ''), [kept])
  return [useMemo(() => readEdited(raw), [raw]), set]
}

export function readEdited(raw: string): Edited | undefined {
  try {
    const { turn, text } = JSON.parse(raw) as Record<string, unknown>
    return typeof turn === 'string' && typeof text === 'string' ? { turn, text } : undefined
  } catch {
    return undefined
  }
}
