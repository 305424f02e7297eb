// The views of one conversation's turns, each a store of its own, so that of three hundred turns only the one that streams renders.

import { fresh, type TurnView } from './events'
import { type Frames, frames } from './frames'

export interface Views {
  get(turn: string): TurnView | undefined
  /** The store that a component reads; an empty view where there is no such turn. */
  frames(turn: string): Frames<TurnView>
  /** Shown soon, or at once. */
  put(view: TurnView, now?: boolean): void
  remove(turn: string): void
}

const NEVER = new Date(0).toISOString()

export function views(): Views {
  const all = new Map<string, Frames<TurnView>>()
  const there = new Set<string>()
  const made = (view: TurnView): Frames<TurnView> => {
    const store = frames(view)
    all.set(view.turn, store)
    return store
  }
  return {
    get: (turn) => (there.has(turn) ? all.get(turn)?.latest() : undefined),
    frames: (turn) => all.get(turn) ?? made(fresh(turn, '', NEVER)),
    put(view, now = false) {
      there.add(view.turn)
      const store = all.get(view.turn)
      if (store) store.put(view, now)
      else made(view)
    },
    remove(turn) {
      there.delete(turn)
      all.delete(turn)
    },
  }
}
