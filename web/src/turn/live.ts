// A conversation of this page at work: its shelf (what is loaded), its sender (what is owed), and what the learner may ask of it.

import { passing } from '@/api/errors'
import { failedOver, measured } from '@/region/choice'
import { createStore } from '@/state/store'
import { draft } from './drafts'
import { ended, type TurnView } from './events'
import { replacing } from './history'
import { newId } from './ids'
import type { Entry, Outbox } from './outbox'
import { type Sender, sender } from './sender'
import { type Shelf, shelf } from './shelf'
import { touched } from './summaries'
import type { Options, Status, Talk } from './talk'
import { backoff, nap, wake } from './waits'
import type { Wire } from './wire'

export interface Live extends Talk {
  /** Load it, if it is not; look again, if that was a while ago. */
  load(): Talk
  /** Look again, if it was loaded: another page, or another device, may have gone on with it. */
  refresh(): void
  /** The outbox may have changed. */
  look(): void
  idle(): boolean
  close(): void
}

export interface Parts {
  learner: string
  conversation: string
  wire: Wire
  box: Outbox
  signal: AbortSignal
}

const STALE_MS = 15_000

export function open(parts: Parts): Live {
  const { learner, conversation, box, wire } = parts
  const over = new AbortController()
  const signal = AbortSignal.any([parts.signal, over.signal])
  const status = createStore<Status>(UNKNOWN)
  const change = (part: Partial<Status>) => status.set((now) => ({ ...now, ...part }))
  const kept = shelf(wire, conversation)
  const text = draft(learner, conversation)
  const load = loading(kept, change, signal)
  const queue: Sender = sender({
    ...{ learner, conversation, wire, box, signal, shelf: kept },
    reload: load.again,
    begun: () => {
      change({ state: 'ready' })
      touched(conversation, false)
    },
    ended: (view, here) => {
      if (view.replaced.length > 0) kept.remove(view.replaced)
      if (here) report(view)
      touched(conversation, view.replaced.length > 0)
    },
    refused: (entry, { status: code, message }) => {
      if (code === 404) load.refresh(() => undefined) // what it was to replace is gone
      if (text.get() === '') change({ returned: { status: code, message } })
      back(entry, { status: code, message })
    },
    recalled: (entry) => back(entry, { status: 0, message: '' }),
  })
  /** To the composer, or where something else stands there, to wait for the learner. */
  const back = (entry: Entry, held: { status: number; message: string }) => {
    if (text.get() !== '') return box.put({ ...entry, held })
    text.set(entry.text)
    box.remove(entry.turn)
  }
  const send = (words: string, options: Options = {}): string | null => {
    const whole = wellFormed(words)
    if (whole.trim() === '') return null
    const entry = written(conversation, whole, kept, box, options)
    if (text.get().trim() === words.trim()) text.set('')
    change({ returned: null, ...(options.scenario && { scenario: options.scenario }) })
    box.put(entry)
    return entry.turn
  }
  const talk: Live = {
    id: conversation,
    items: kept.items,
    status,
    running: kept.running,
    draft: text,
    turn: (id) => kept.views.frames(id).shown,
    send,
    stop: queue.stop,
    retry(turn) {
      const view = kept.views.get(turn)
      const entry = box.find(turn)
      if (view && ended(view)) send(view.text, { replaces: turn })
      else if (entry?.held) box.put(released(entry))
      wake()
    },
    discard: (turn) => box.remove(turn),
    takeBack(turn) {
      const entry = box.find(turn)
      if (entry && !entry.sent) {
        text.set([entry.text, text.get()].filter(Boolean).join('\n\n'))
        box.remove(turn)
      }
    },
    older: () => load.older(),
    reload: () => load.again(),
    details: (turn) => kept.details(turn),
    load: () => {
      load.now(queue.look)
      return talk
    },
    refresh: () => load.refresh(queue.look),
    look: queue.look,
    idle: queue.idle,
    close: () => over.abort(new DOMException('closed', 'AbortError')),
  }
  return talk
}

const UNKNOWN: Status = {
  ...{ state: 'loading', title: '', scenario: null, older: false, loadingOlder: false },
  ...{ trouble: null, returned: null },
}

/** Loading with patience: the first time until it is there, later once. */
function loading(kept: Shelf, change: (part: Partial<Status>) => void, signal: AbortSignal) {
  let at = 0
  let first: Promise<void> | undefined
  let asked: Promise<boolean> | undefined
  const again = async () => {
    const { there, older } = await kept.load()
    at = Date.now()
    const begun = there !== null || kept.items.get().length > 0
    change({ state: begun ? 'ready' : 'new', title: String(there?.title ?? ''), older, trouble: null })
    if (there) change({ scenario: there.scenario ?? null })
  }
  const patiently = async () => {
    for (let tries = 0; at === 0 && !signal.aborted; tries++) {
      try {
        await again()
      } catch (trouble) {
        change({ state: kept.items.get().length > 0 ? 'ready' : 'failed', trouble })
        if (!passing(trouble)) throw trouble
        await nap(backoff(tries), signal)
      }
    }
  }
  const forget = () => {
    first = undefined
  }
  return {
    again,
    now(then: () => void) {
      if (first || Date.now() - at < STALE_MS) return
      first = (at === 0 ? patiently() : again()).then(then, () => undefined).finally(forget)
    },
    refresh(then: () => void) {
      if (at > 0)
        first ??= again()
          .then(then, () => undefined)
          .finally(forget)
    },
    async older() {
      change({ loadingOlder: true })
      asked ??= kept.older()
      try {
        change({ older: await asked, trouble: null })
      } catch (trouble) {
        change({ trouble })
      } finally {
        asked = undefined
        change({ loadingOlder: false })
      }
    },
  }
}

let last = 0
/** A new entry of the outbox; later than every earlier one of this page. */
function written(conversation: string, text: string, kept: Shelf, box: Outbox, options: Options): Entry {
  last = Math.max(Date.now(), last + 1)
  const replaces = options.replaces && target(options.replaces, kept, box)
  const entry: Entry = { turn: newId(), conversation, text, at: new Date(last).toISOString() }
  return { ...entry, ...(replaces && { replaces }), ...(options.scenario && { scenario: options.scenario }) }
}

/** What is really replaced: an attempt that failed stands for what it was to replace, one that was never sent is let go. */
function target(turn: string, kept: Shelf, box: Outbox): string | undefined {
  const view = kept.views.get(turn)
  if (view && ended(view) && !replacing(view) && view.replaces && kept.views.get(view.replaces)) return view.replaces
  if (!box.find(turn) || (view && ended(view))) return turn
  box.remove(turn)
  return view?.replaces ?? undefined
}

function released({ held: _held, ...entry }: Entry): Entry {
  return entry
}

function report({ region, timings, seams, state }: TurnView): void {
  if (region && state === 'done' && seams.length === 0) measured(region, timings.first_word)
  for (const { from_region, to_region } of seams) if (from_region !== to_region) failedOver(from_region)
}

/** Text that can be sent as UTF-8: half a surrogate pair becomes U+FFFD. */
function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
}
