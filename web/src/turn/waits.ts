// How long to wait before asking again, and being woken early: by the network that is back, by a laptop that was opened, by the
// learner who presses "try again".

const FIRST_MS = 400
const LONGEST_MS = 8_000

/** Milliseconds before attempt `count` (from 0), with jitter so that many pages do not ask at once. `chance`: 0 to 1. */
export function backoff(count: number, chance: number = Math.random()): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(count, 10)) * (0.7 + 0.6 * chance)
}

const sleepers = new Set<() => void>()

/** Resolves after `ms` or when woken; rejects with the signal's reason when it is aborted. */
export function nap(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const over = (act: () => void) => () => {
      clearTimeout(timer)
      sleepers.delete(woken)
      signal.removeEventListener('abort', stopped)
      act()
    }
    const woken = over(resolve)
    const stopped = over(() => reject(signal.reason))
    const timer = setTimeout(woken, ms)
    sleepers.add(woken)
    signal.addEventListener('abort', stopped)
  })
}

/** Everybody who waits asks again now. */
export function wake(): void {
  for (const sleeper of [...sleepers]) sleeper()
}

/** `act` whenever this page may have been away from the network. Answers with how to end it. */
export function whenBack(act: () => void): () => void {
  const seen = () => {
    if (!document.hidden) act()
  }
  addEventListener('online', act)
  addEventListener('pageshow', act)
  document.addEventListener('visibilitychange', seen)
  return () => {
    removeEventListener('online', act)
    removeEventListener('pageshow', act)
    document.removeEventListener('visibilitychange', seen)
  }
}

/** One at a time over all tabs of this browser. Where it has no such locks, the service's own order of a turn's id has to do. */
export function alone<T>(name: string, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  const locks = (navigator as Partial<Navigator>).locks
  return locks ? (locks.request(name, { signal }, act) as Promise<T>) : act()
}
