// A store whose listeners hear of at most one change a frame, however often it changes. A hidden page has no frames: there a
// timer stands in, so that what it shows is right when it is looked at.

import { createStore, type Store } from '@/state/store'

const HIDDEN_MS = 250

export interface Frames<T> {
  /** what React reads: as of the last frame */
  readonly shown: Store<T>
  /** the newest value */
  latest(): T
  /** A new value, shown at the next frame, or at once. */
  put(next: T, now?: boolean): void
}

export function frames<T>(first: T): Frames<T> {
  const shown = createStore(first)
  let latest = first
  let planned = false
  const show = () => {
    planned = false
    shown.set(latest)
  }
  return {
    shown,
    latest: () => latest,
    put(next, now = false) {
      latest = next
      if (now) return shown.set(next)
      if (planned) return
      planned = true
      plan(show)
    },
  }
}

function plan(act: () => void): void {
  if (document.hidden) setTimeout(act, HIDDEN_MS)
  else requestAnimationFrame(act)
}
