// A store whose listeners hear of few changes a second, however often it changes: a reader sees no difference, and the frames between
// stay free for scrolling and typing. A hidden page has no frames: there a
// timer stands in, so that what it shows is right when it is looked at.

import { createStore, type Store } from '@/state/store'

const HIDDEN_MS = 250
const APART_MS = 45

export interface Frames<T> {
  /** what React reads */
  readonly shown: Store<T>
  /** the newest value */
  latest(): T
  /** A new value, shown soon, or at once. */
  put(next: T, now?: boolean): void
}

export function frames<T>(first: T): Frames<T> {
  const shown = createStore(first)
  let latest = first
  let planned = false
  let at = Number.NEGATIVE_INFINITY
  const show = () => {
    planned = false
    at = performance.now()
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
      plan(show, at + APART_MS - performance.now())
    },
  }
}

/** In the first frame after `wait` milliseconds. */
function plan(act: () => void, wait: number): void {
  if (document.hidden) setTimeout(act, HIDDEN_MS)
  else if (wait > 0) setTimeout(() => requestAnimationFrame(act), wait)
  else requestAnimationFrame(act)
}
