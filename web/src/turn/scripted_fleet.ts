// A fleet for Vitest: it keeps turns as the service does (one in progress a conversation, ids that are begun once, events from any
// seq) and does what a test tells it: speak, end, cut connections, refuse, go away. The real one is in tests/web.

import { Refused, Unreachable } from '@/api/errors'
import type { DoneEvent, Message, TurnEvent, TurnRow } from '@/api/types'
import type { Asked, Batches, Wire } from './wire'

interface Kept {
  conversation: string
  row: TurnRow
  events: TurnEvent[]
}

export class ScriptedFleet implements Wire {
  readonly turns_ = new Map<string, Kept>()
  readonly messages = new Map<string, Message[]>()
  /** every POST that arrived, in order */
  readonly posts: Asked[] = []
  readonly stops: string[] = []
  /** what the next POSTs are answered with */
  readonly refusals: unknown[] = []
  /** POSTs arrive, their answers do not */
  deaf = 0
  away = false
  private waiting = new Set<(error?: unknown) => void>()

  async begin(conversation: string, asked: Asked, signal: AbortSignal): Promise<Batches> {
    await this.reached()
    this.posts.push(asked)
    const refused = this.refusals.shift()
    if (refused) throw refused
    if (!this.turns_.has(asked.turn)) this.start(conversation, asked)
    if (this.deaf > 0) {
      this.deaf -= 1
      throw new Unreachable()
    }
    return this.events(asked.turn, 0, signal)
  }

  async follow(_: string, turn: string, from: number, signal: AbortSignal): Promise<Batches> {
    await this.reached()
    if (!this.turns_.has(turn)) throw new Refused(404, 'Turn not found')
    return this.events(turn, from, signal)
  }

  async stop(_: string, turn: string): Promise<void> {
    await this.reached()
    this.stops.push(turn)
    if (this.turns_.get(turn)?.row.state === 'running') this.end(turn, { stopped: true })
  }

  async turns(conversation: string, before?: string): Promise<TurnRow[]> {
    await this.reached()
    const rows = [...this.turns_.values()].filter((kept) => kept.conversation === conversation).map(({ row }) => row)
    const end = before ? rows.findIndex(({ id }) => id === before) : rows.length
    return structuredClone(rows.slice(Math.max(0, end - 50), end))
  }

  async conversation(id: string) {
    await this.reached()
    const conversation = this.messages.get(id)
    const at = '2026-11-21T02:00:00Z'
    return conversation ? { id, title: 'A talk', createdAt: at, updatedAt: at, conversation: [...conversation] } : null
  }

  start(conversation: string, asked: Pick<Asked, 'turn' | 'text'> & Partial<Asked>): void {
    const running = [...this.turns_.values()].find(
      (kept) => kept.conversation === conversation && kept.row.state === 'running',
    )
    if (running) throw new Refused(409, 'in progress', { turn: running.row.id })
    const { turn: id, text, replaces = null } = asked
    const row: TurnRow = {
      id,
      state: 'running',
      text,
      replaces,
      begunAt: new Date().toISOString(),
      endedAt: null,
      done: null,
    }
    this.turns_.set(id, { conversation, row, events: [] })
    if (!this.messages.has(conversation)) this.messages.set(conversation, [])
    this.push(id, { type: 'turn', turn: id, conversation, region: 'us-east-1', model: 'orca-mini' })
  }

  say(turn: string, text: string): void {
    this.push(turn, { type: 'reply', text })
  }

  end(turn: string, part: Partial<DoneEvent> = {}): void {
    const kept = this.found(turn)
    const reply = kept.events.map((event) => (event.type === 'reply' ? event.text : '')).join('')
    kept.row.state = part.failed ? 'failed' : part.stopped ? 'stopped' : 'done'
    const replaced = kept.row.state === 'done' ? this.from(kept) : []
    for (const gone of replaced) this.turns_.delete(gone)
    this.remember(kept, reply, replaced)
    this.push(turn, { ...DONE, turn, conversation: kept.conversation, reply, replaced, ...part })
    kept.row.done = kept.events.at(-1) as DoneEvent
  }

  /** All streams break. */
  cut(): void {
    this.tell(new Unreachable())
  }

  /** What goes when this turn is stored. */
  private from({ conversation, row }: Kept): string[] {
    const ids = [...this.turns_.values()]
      .filter((kept) => kept.conversation === conversation)
      .map((kept) => kept.row.id)
    const first = row.replaces ? ids.indexOf(row.replaces) : -1
    return first < 0 ? [] : ids.slice(first).filter((id) => id !== row.id)
  }

  private remember({ conversation, row }: Kept, reply: string, replaced: string[]): void {
    const before = (this.messages.get(conversation) ?? []).filter(({ turn }) => !replaced.includes(String(turn)))
    if (row.state === 'failed' && row.replaces) return
    const asked: Message = { id: 'u', role: 'user', content: row.text, turn: row.id }
    this.messages.set(conversation, [...before, asked, { id: 'a', role: 'assistant', content: reply, turn: row.id }])
  }

  private push(turn: string, event: object): void {
    const { events } = this.found(turn)
    events.push({ seq: events.length, ms: events.length, ...event } as TurnEvent)
    this.tell()
  }

  private async *events(turn: string, from: number, signal: AbortSignal): Batches {
    for (let next = from; ; ) {
      const { events, row } = this.found(turn)
      const batch = events.slice(next)
      next += batch.length
      if (batch.length > 0) yield batch
      else if (row.state !== 'running') return
      if (events.length > next || row.state !== 'running') continue
      await this.told(signal)
    }
  }

  private told(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const heard = (error?: unknown) => {
        this.waiting.delete(heard)
        error ? reject(error) : resolve()
      }
      this.waiting.add(heard)
      signal.addEventListener('abort', () => heard(signal.reason), { once: true })
    })
  }

  private tell(error?: unknown): void {
    for (const each of [...this.waiting]) each(error)
  }

  private async reached(): Promise<void> {
    await Promise.resolve()
    if (this.away) throw new Unreachable()
  }

  private found(turn: string): Kept {
    const kept = this.turns_.get(turn)
    if (!kept) throw new Refused(404, 'Turn not found')
    return kept
  }
}

const DONE = {
  ...{ type: 'done', region: 'us-east-1', model: 'orca-mini', corrections: [], corrected: null, more: 0, praise: null },
  ...{ explanation: null, scores: null, cefr: null, needed: null, seams: [], memories: { used: [], stored: [] } },
  ...{ stopped: false, failed: false, timings_ms: { first_correction: 1, first_word: 2, done: 3 } },
}
