// What a page has of one conversation: pages of its history, and the turns that it knows beside them. Loads; sends nothing.

import type { Conversation, TurnRow } from '@/api/types'
import { createStore, type Store } from '@/state/store'
import { ended, fold, fresh, type TurnView } from './events'
import { arranged, type Item, joined, viewOf } from './history'
import { type Views, views } from './views'
import { PAGE, type Wire } from './wire'

export interface Shelf {
  readonly items: Store<Item[]>
  /** the turn that is on its way to the fleet or answered now */
  readonly running: Store<string | null>
  readonly views: Views
  /** A turn that is not in the loaded history. */
  add(view: TurnView): void
  put(view: TurnView, now?: boolean): void
  remove(turns: readonly string[]): void
  /** A turn that the service is at, by what is known here. */
  streaming(): string | undefined
  /** The newest page and the messages. Answers whether there is such a conversation, and whether older turns. */
  load(): Promise<{ there: Conversation | null; older: boolean }>
  /** The page before; whether there are older ones still. */
  older(): Promise<boolean>
  details(turn: string): Promise<void>
}

export function shelf(wire: Wire, conversation: string): Shelf {
  const items = createStore<Item[]>([])
  const running = createStore<string | null>(null)
  const known = views()
  let rows: TurnRow[] = []
  let messages: Conversation['conversation'] = []
  let complete = false
  let history: Item[] = []
  let beside: string[] = []

  const arrange = () => {
    const there = new Set(history.map((item) => item.id))
    const more = beside.filter((turn) => !there.has(turn)).map((id): Item => ({ kind: 'turn', id }))
    const next = arranged([...history, ...more], known.get)
    if (!same(next, items.get())) items.set(next)
    running.set(next.find(({ id }) => busy.has(known.get(id)?.state))?.id ?? null)
  }
  const join = () => {
    const made = joined(messages, rows, complete)
    history = made.items
    for (const row of rows) if (fresher(known.get(row.id), row)) known.put(viewOf(row), true)
    arrange()
    return made.older
  }
  const put = (view: TurnView, now = false) => {
    const before = known.get(view.turn)
    known.put(view, now)
    if (before?.state !== view.state) arrange()
  }
  return {
    items,
    running,
    views: known,
    put,
    add(view) {
      if (!beside.includes(view.turn)) beside.push(view.turn)
      put(view, true)
    },
    remove(turns) {
      const gone = new Set(turns)
      rows = rows.filter(({ id }) => !gone.has(id))
      messages = messages.filter(({ turn }) => typeof turn !== 'string' || !gone.has(turn))
      history = history.filter(({ id }) => !gone.has(id))
      beside = beside.filter((id) => !gone.has(id))
      arrange()
      for (const turn of gone) known.remove(turn)
    },
    streaming: () => [...history.map(({ id }) => id), ...beside].find((id) => known.get(id)?.state === 'streaming'),
    async load() {
      const settled = new Set(beside.filter((turn) => isEnded(known.get(turn))))
      const [page, read] = await Promise.all([wire.turns(conversation), wire.conversation(conversation)])
      const there = endedSince(read, page) ? await wire.conversation(conversation) : read
      const stays = rows.findIndex(({ id }) => id === page[0]?.id)
      if (stays < 0) complete = page.length < PAGE
      rows = stays < 0 ? page : [...rows.slice(0, stays), ...page]
      messages = there?.conversation ?? []
      beside = beside.filter((turn) => !settled.has(turn))
      return { there, older: join() }
    },
    async older() {
      const first = rows[0]
      if (complete || !first) return false
      const page = await wire.turns(conversation, first.id)
      complete = page.length < PAGE
      rows = [...page, ...rows]
      return join()
    },
    async details(turn) {
      const now = known.get(turn)
      if (!now || !isEnded(now) || now.memories.every(({ text }) => text !== null)) return
      const told = await replayed(wire, conversation, now)
      put({ ...now, memories: told.memories }, true)
    },
  }
}

/** Whether a turn may have been written into the conversation after that was read: one of the newest is not there. */
function endedSince(read: Conversation | null, page: readonly TurnRow[]): boolean {
  const written = new Set(read?.conversation.map(({ turn }) => turn))
  return page.slice(-2).some(({ id, state }) => (state === 'done' || state === 'stopped') && !written.has(id))
}

const busy: ReadonlySet<string | undefined> = new Set(['sending', 'streaming'])

async function replayed(wire: Wire, conversation: string, { turn, text, at }: TurnView): Promise<TurnView> {
  let view = fresh(turn, text, at)
  const cut = new AbortController()
  for await (const batch of await wire.follow(conversation, turn, 0, cut.signal)) view = batch.reduce(fold, view)
  return view
}

/** Whether a listed turn says more than the view that is here. */
function fresher(view: TurnView | undefined, row: TurnRow): boolean {
  return !view || view.state === 'unsent' || (!ended(view) && row.state !== 'running')
}

function isEnded(view: TurnView | undefined): boolean {
  return view !== undefined && ended(view)
}

function same(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, at) => item.kind === b[at]?.kind && item.id === b[at]?.id)
}
