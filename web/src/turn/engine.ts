// The conversations that this page has open, and the turns that it owes the fleet: sent in order, followed to the end, also
// when nobody looks. `engine(learner)` is one for a page; other tabs have their own and share the outbox (outbox.ts).

import { type Live, open } from './live'
import { boxOf } from './outbox'
import type { Talk } from './talk'
import { wake, whenBack } from './waits'
import { wire as realWire, type Wire } from './wire'

export interface Engine {
  readonly learner: string
  /** A conversation; the same object for everybody who asks. It is loaded when it is first asked for. */
  talk(conversation: string): Talk
  /** End all requests of this page; turns go on at the service. */
  close(): void
}

/** conversations that stay loaded, the last used */
const KEPT = 12

export function engine(learner: string, wire: Wire = realWire(learner), box = boxOf(learner)): Engine {
  const over = new AbortController()
  const live = new Map<string, Live>()

  const opened = (conversation: string): Live => {
    const there = live.get(conversation) ?? open({ learner, conversation, wire, box, signal: over.signal })
    live.delete(conversation) // the last used stands last
    live.set(conversation, there)
    for (const [id, each] of live) {
      if (live.size <= KEPT) break
      if (each.idle() && id !== conversation) {
        each.close()
        live.delete(id)
      }
    }
    return there
  }
  const owed = () => {
    for (const { conversation } of box.entries()) if (!live.has(conversation)) opened(conversation)
    for (const each of live.values()) each.look()
  }
  const back = () => {
    wake()
    ;[...live.values()].at(-1)?.refresh() // the talk that is shown
  }
  const leave = [box.subscribe(owed), whenBack(back)]
  owed()
  return {
    learner,
    talk: (conversation) => opened(conversation).load(),
    close() {
      for (const each of leave) each()
      over.abort(new DOMException('closed', 'AbortError'))
    },
  }
}
