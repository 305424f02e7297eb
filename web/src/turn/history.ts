// A conversation as a list: its messages, the turns that are loaded, and the turns that this page knows beside them. Pure.
// A message that a turn made names it (`turn`), so the turn stands in its place; what other clients stored is a plain message.

import type { Message, TurnEvent, TurnRow } from '@/api/types'
import { ended, fold, fresh, type TurnView } from './events'

export type Item =
  | { readonly kind: 'turn'; readonly id: string }
  | { readonly kind: 'message'; readonly id: string; readonly role: Message['role']; readonly text: string }

export interface History {
  items: Item[]
  /** there are older ones */
  older: boolean
}

/** `rows`: oldest first. `complete`: no turn is older than these. Without that, what stands before the first of them is left out. */
export function joined(messages: readonly Message[], rows: readonly TurnRow[], complete: boolean): History {
  const loaded = new Map(rows.map((row) => [row.id, row]))
  const made = asItems(messages, loaded)
  const start = complete ? 0 : firstTurn(made, loaded)
  const shown = made.slice(start)
  const there = new Set(shown.map((item) => item.id))
  return { items: [...shown, ...unplaced(rows, there)], older: start > 0 }
}

/** The view of a turn as it is listed: an ended one from its `done`, as the stream would have made it. */
export function viewOf(row: TurnRow): TurnView {
  const begun: TurnView = {
    ...fresh(row.id, row.text, row.begunAt, 'streaming'),
    replaces: row.replaces ?? null,
  }
  if (row.state === 'running') return begun
  const done = row.done && fold(begun, row.done as TurnEvent)
  return done && ended(done) ? done : { ...begun, state: row.state, spoken: true }
}

/** The items that a learner sees: what a turn replaces is hidden while it is asked and gone when it is done; it is there again
 * when the new one fails. */
export function arranged(items: readonly Item[], view: (turn: string) => TurnView | undefined): Item[] {
  const shown: Item[] = []
  for (const item of items) {
    const now = item.kind === 'turn' ? view(item.id) : undefined
    const place = now && replacing(now) ? shown.findIndex((each) => each.id === now.replaces) : -1
    if (place >= 0) shown.length = place
    shown.push(item)
  }
  return shown
}

/** Whether this turn takes the place of what it replaces: a failure does not, nor one stopped before its first word. */
export function replacing(view: TurnView): boolean {
  if (view.replaces === null || view.state === 'failed') return false
  return view.state !== 'stopped' || view.reply !== ''
}

function asItems(messages: readonly Message[], loaded: ReadonlyMap<string, TurnRow>): Item[] {
  const items: Item[] = []
  const placed = new Set<string>()
  messages.forEach((message, at) => {
    const turn = typeof message.turn === 'string' ? message.turn : null
    if (turn !== null && placed.has(turn)) return
    if (turn !== null && loaded.has(turn)) {
      placed.add(turn)
      items.push({ kind: 'turn', id: turn })
    } else items.push(plain(message, at))
  })
  return items
}

/** Ids that a client stored may be missing or the same; the place makes them differ. */
function plain(message: Message, at: number): Item {
  return { kind: 'message', id: `${at}:${message.id ?? ''}`, role: message.role, text: String(message.content ?? '') }
}

function firstTurn(items: readonly Item[], loaded: ReadonlyMap<string, TurnRow>): number {
  const first = items.findIndex((item) => loaded.has(item.id))
  return first < 0 ? items.length : first
}

/** Turns without messages: those in progress, and the newest attempts that failed. What a client wrote over stays away. */
function unplaced(rows: readonly TurnRow[], there: ReadonlySet<string>): Item[] {
  const last = rows.findLastIndex((row) => there.has(row.id))
  return rows
    .filter((row, at) => !there.has(row.id) && (row.state === 'running' || (at > last && row.replaces)))
    .map((row) => ({ kind: 'turn', id: row.id }))
}
