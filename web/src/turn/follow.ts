// One running turn, followed to its end whatever happens to the connection: what was lost is asked again from the next seq.

import { Refused } from '@/api/errors'
import { session } from '@/api/session'
import { ended, fold, leaves, type TurnView } from './events'
import { backoff, nap, whenBack } from './waits'
import type { Batches, Wire } from './wire'

/** a stream that was silent for so long is asked for again; nothing is lost by it */
export const SILENT_MS = 25_000
/** and so long, when this page was hidden or offline meanwhile: the connection of a laptop that slept is dead without a word */
const SUSPECT_MS = 3_000

export interface Followed {
  get(): TurnView
  put(view: TurnView, now: boolean): void
}

/** Read `stream`, if there is one, and then as many as it takes. Raises Refused for what asking again does not mend, AbortError. */
export async function follow(
  wire: Wire,
  conversation: string,
  turn: Followed,
  signal: AbortSignal,
  stream?: { batches: Batches; cut: AbortController },
): Promise<void> {
  let given = stream
  for (let tries = 0; !ended(turn.get()); tries++) {
    const from = turn.get().from
    const cut = given?.cut ?? within(signal)
    const guard = watched(cut)
    try {
      const batches = given?.batches ?? (await wire.follow(conversation, turn.get().turn, from, cut.signal))
      await read(batches, turn, cut, tries, guard.heard)
    } catch (error) {
      if (signal.aborted || hopeless(error)) throw error
    } finally {
      guard.end()
    }
    given = undefined
    if (ended(turn.get())) return
    if (turn.get().from > from) tries = 0
    else turn.put({ ...turn.get(), waiting: 'offline' }, true)
    await nap(backoff(tries), signal)
  }
}

/** A controller that another signal aborts too. */
export function within(signal: AbortSignal): AbortController {
  const made = new AbortController()
  if (signal.aborted) made.abort(signal.reason)
  signal.addEventListener('abort', () => made.abort(signal.reason), { once: true, signal: made.signal })
  return made
}

async function read(batches: Batches, turn: Followed, cut: AbortController, tries: number, heard: () => void) {
  let whole = false
  try {
    for await (const batch of batches) {
      heard()
      if (!take(turn, batch, tries)) return
    }
    whole = true
  } finally {
    if (!whole) cut.abort() // one that was read to its end leaves its connection to the next request
  }
}

/** false: events are missing before these, and asking again may bring them; after some tries it goes on without. */
function take(turn: Followed, batch: Awaited<ReturnType<Batches['next']>>['value'], tries: number): boolean {
  let view = turn.get()
  for (const event of batch ?? []) {
    if (leaves(view, event) && tries < 2) break
    view = fold(view, event)
  }
  const whole = !batch?.some((event) => event.seq >= view.from)
  if (view !== turn.get()) turn.put(view, ended(view))
  return whole
}

/** Cuts a request that is silent for too long; one that waits for the learner to sign in again is not. */
export function watched(cut: AbortController): { heard(): void; end(): void } {
  let at = Date.now()
  const look = (limit: number) => () => {
    if (session.get().state !== 'in') at = Date.now()
    if (Date.now() - at > limit) cut.abort(new DOMException('silent', 'TimeoutError'))
  }
  const timer = setInterval(look(SILENT_MS), 1_000)
  const leave = whenBack(look(SUSPECT_MS))
  return {
    heard: () => {
      at = Date.now()
    },
    end: () => {
      clearInterval(timer)
      leave()
    },
  }
}

function hopeless(error: unknown): boolean {
  return error instanceof Refused && error.status < 500 && error.status !== 429 && error.status !== 408
}
