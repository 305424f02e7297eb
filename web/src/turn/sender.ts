// The queue of one conversation: what the outbox owes the fleet is sent in order, one turn at a time, and followed to its end.
// Over all tabs of a browser only one sends at a time (a lock), and a turn's id makes a second sending the same turn.

import { Refused, Unreachable } from '@/api/errors'
import { chosen } from '@/region/choice'
import { settings } from '@/state/settings'
import { ended, fresh, type TurnView } from './events'
import { follow, watched, within } from './follow'
import type { Entry, Outbox } from './outbox'
import { type Verdict, verdict } from './refusals'
import type { Shelf } from './shelf'
import { alone, backoff, nap } from './waits'
import type { Asked, Batches, Wire } from './wire'

export interface Sender {
  /** The outbox may have changed: show what is in it, and go on. */
  look(): void
  /** Stop a turn, also one that is on its way. */
  stop(turn: string): void
  idle(): boolean
}

export interface Context {
  learner: string
  conversation: string
  wire: Wire
  box: Outbox
  shelf: Shelf
  signal: AbortSignal
  /** Read the history again, for a turn that runs here and is not known. */
  reload(): Promise<void>
  /** A turn was taken by the fleet. */
  begun(): void
  ended(view: TurnView, here: boolean): void
  /** It will not be taken as it is. */
  refused(entry: Entry, reason: { status: number; message: string }): void
  /** The learner stopped it before it was known to have arrived. */
  recalled(entry: Entry): void
}

interface Stream {
  batches: Batches
  cut: AbortController
}

export function sender(context: Context): Sender {
  const { learner, conversation, wire, box, shelf, signal } = context
  const stopping = new Set<string>()
  const tried = new Map<string, number>()
  const sending = new Set<string>()
  let busy = false
  let again = false

  const look = () => {
    show()
    void pump()
  }
  const show = () => {
    const entries = box.entries(conversation)
    const owed = new Set(entries.map(({ turn }) => turn))
    for (const entry of entries) appear(entry)
    for (const entry of entries.slice(1)) if (shelf.views.get(entry.turn)?.waiting === null) wait(entry, 'order')
    const gone = shelf.items.get().filter(({ id }) => shelf.views.get(id)?.state === 'unsent' && !owed.has(id))
    if (gone.length > 0) shelf.remove(gone.map(({ id }) => id))
  }
  const appear = (entry: Entry) => {
    const now = shelf.views.get(entry.turn)
    if (!now) shelf.add(viewOf(entry))
    else if (now.state === 'unsent' || (now.state === 'sending' && !sending.has(entry.turn))) {
      const next = { ...viewOf(entry), waiting: now.waiting }
      if (next.state !== now.state || next.error?.message !== now.error?.message) shelf.put(next, true)
    } else if (ended(now)) box.remove(entry.turn)
    else if (now.state === 'streaming' && !entry.sent) box.put({ ...entry, sent: true })
  }
  const pump = async () => {
    again = true
    if (busy) return
    busy = true
    try {
      while (again) {
        again = false
        while (await step());
      }
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      busy = false
    }
  }
  /** false: nothing is left to do */
  const step = async (): Promise<boolean> => {
    const running = shelf.streaming()
    if (running) await finish(running)
    else if (!next()) return false
    else await deliver()
    return !signal.aborted
  }
  const next = () => box.entries(conversation).find(({ sent, held }) => !sent && !held)

  const deliver = async () => {
    const given = await alone(`tutorfleet.talk.${learner}.${conversation}`, signal, () => {
      show() // another tab may have sent it meanwhile
      return post(shelf.streaming() ? undefined : next())
    })
    if (!given) return
    if ('verdict' in given) return judged(given.entry, given.verdict)
    tried.delete(given.entry.turn)
    context.begun()
    if (stopping.has(given.entry.turn)) void ask(given.entry.turn)
    await finish(given.entry.turn, given.stream)
  }
  const post = async (entry: Entry | undefined) => {
    if (!entry) return undefined
    for (const each of box.entries(conversation)) wait(each, each.turn === entry.turn ? null : 'order')
    const cut = within(signal)
    const guard = watched(cut)
    sending.add(entry.turn)
    shelf.put({ ...viewOf(entry), state: 'sending' }, true)
    try {
      const batches = await wire.begin(conversation, asked(entry), cut.signal)
      shelf.put({ ...viewOf(entry), state: 'streaming' }, true)
      if (box.find(entry.turn)) box.put({ ...entry, sent: true })
      else stopping.add(entry.turn) // let go of while it was on its way
      return { entry, stream: { batches, cut } }
    } catch (error) {
      if (signal.aborted) throw error
      const silent = cut.signal.aborted ? new Unreachable(error) : error
      return { entry, verdict: verdict(silent, tried.get(entry.turn) ?? 0) }
    } finally {
      guard.end()
      sending.delete(entry.turn)
    }
  }
  const judged = async (entry: Entry, found: Verdict) => {
    const tries = tried.get(entry.turn) ?? 0
    tried.set(entry.turn, tries + 1)
    shelf.put(viewOf(entry), true)
    if (!box.find(entry.turn)) return shelf.remove([entry.turn])
    if (stopping.has(entry.turn)) {
      void ask(entry.turn) // it may have arrived, though nobody said so
      return context.recalled(entry)
    }
    if (found.act === 'hold') return context.refused(entry, found)
    if (found.act === 'follow') await context.reload().catch(() => undefined)
    wait(entry, found.act === 'wait' ? found.why : found.act === 'follow' ? 'busy' : 'signed-out')
    if (found.act !== 'follow' || !shelf.streaming()) await nap(backoff(tries), signal)
  }
  const wait = (entry: Entry, waiting: TurnView['waiting']) => {
    const now = shelf.views.get(entry.turn)
    if (now?.state === 'unsent' && now.waiting !== waiting) shelf.put({ ...now, waiting }, true)
  }
  const finish = async (turn: string, stream?: Stream) => {
    if (!stream && document.hidden) await nap(HIDDEN_MS, signal)
    const here = { get: () => shelf.views.get(turn) ?? fresh(turn, '', ''), put: shelf.put }
    try {
      await follow(wire, conversation, here, signal, stream)
    } catch (error) {
      if (signal.aborted || !(error instanceof Refused)) throw error
      if (error.status === 404) shelf.remove([turn])
      else shelf.put({ ...here.get(), state: 'failed', error: { message: error.message, status: error.status } }, true)
    }
    stopping.delete(turn)
    box.remove(turn)
    const view = shelf.views.get(turn)
    if (view) context.ended(view, stream !== undefined)
  }
  const ask = async (turn: string) => {
    for (let tries = 0; stopping.has(turn) && !signal.aborted; tries++) {
      const done = await wire.stop(conversation, turn).then(
        () => true,
        (error) => error instanceof Refused && error.status < 500 && error.status !== 429,
      )
      if (done) return void stopping.delete(turn)
      await nap(backoff(tries), signal).catch(() => undefined)
    }
  }
  return {
    look,
    stop(turn) {
      stopping.add(turn)
      if (shelf.views.get(turn)?.state === 'streaming') void ask(turn)
    },
    idle: () => !busy && box.entries(conversation).length === 0,
  }
}

/** a hidden page leaves a turn of another tab alone for so long */
const HIDDEN_MS = 15_000

function viewOf(entry: Entry): TurnView {
  return {
    ...fresh(entry.turn, entry.text, entry.at, entry.sent ? 'streaming' : 'unsent'),
    replaces: entry.replaces ?? null,
    error: entry.held ?? null,
  }
}

function asked({ turn, text, replaces, scenario }: Entry): Asked {
  const { region, model } = chosen()
  return {
    turn,
    text,
    language: settings.get().feedback,
    ...(region !== null && { region }),
    ...(model !== null && { model }),
    ...(replaces !== undefined && { replaces }),
    ...(scenario !== undefined && { scenario }),
  }
}
