// A turn as the page shows it, and how its events make it. Pure: no request, no clock, no storage.
// Events may come twice (a replay after a lost connection), with fields and types that this page does not know yet.

import type { DoneEvent, Edit, Level, Praise, Scores, Seam, TurnEvent } from '@/api/types'

/** `unsent`: still on this device only; `stopped`: by the learner; `failed`: the fleet gave up, or refused it for good. */
export type TurnState = 'unsent' | 'sending' | 'streaming' | 'done' | 'stopped' | 'failed'

/** Why a turn does not go on at this moment; it goes on by itself. `order`: another turn is first. */
export type Waiting = 'order' | 'offline' | 'busy' | 'limit' | 'full' | 'signed-out'

export interface Corrections {
  /** the most useful ones, in text order */
  edits: Edit[]
  /** how many others went to the notebook only */
  more: number
  /** the text with all of them made */
  corrected: string
}

export interface Explanation {
  explained?: { edit: number; text: string }[]
  most_important?: number
  absent?: string
}

/** Something that the tutor had in mind. A stored turn knows the ids only, until it is replayed (`Talk.details`). */
export interface Recalled {
  id: string
  text: string | null
}

/** Milliseconds since the turn began, on the service's clock. */
export interface Times {
  first_correction: number | null
  first_word: number | null
  done: number | null
}

export interface TurnView {
  readonly turn: string
  /** what the learner wrote */
  readonly text: string
  readonly state: TurnState
  /** when it was written or begun, ISO */
  readonly at: string
  readonly region: string | null
  readonly model: string | null
  /** null: not there yet, or (a crisis, answered by rule) never */
  readonly corrections: Corrections | null
  readonly praise: Praise | null
  readonly scores: Scores | null
  readonly level: Level | null
  readonly memories: readonly Recalled[]
  readonly reply: string
  /** no more words come, though the turn may not be stored yet */
  readonly spoken: boolean
  readonly seams: readonly Seam[]
  readonly explanation: Explanation | null
  /** why it failed or was refused, in the fleet's words */
  readonly error: { message: string; status?: number } | null
  readonly timings: Times
  readonly scenario: NonNullable<DoneEvent['scenario']> | null
  /** the turn in whose place it stands */
  readonly replaces: string | null
  /** ids of the turns that went when it was stored */
  readonly replaced: readonly string[]
  /** seq of the next event */
  readonly from: number
  readonly waiting: Waiting | null
}

export function fresh(turn: string, text: string, at: string, state: TurnState = 'unsent'): TurnView {
  return {
    turn,
    text,
    state,
    at,
    region: null,
    model: null,
    corrections: null,
    praise: null,
    scores: null,
    level: null,
    memories: [],
    reply: '',
    spoken: false,
    seams: [],
    explanation: null,
    error: null,
    timings: { first_correction: null, first_word: null, done: null },
    scenario: null,
    replaces: null,
    replaced: [],
    from: 0,
    waiting: null,
  }
}

/** Nothing more comes. */
export function ended(view: TurnView): boolean {
  return view.state === 'done' || view.state === 'stopped' || view.state === 'failed'
}

/** Whether events between what the view has and this one are missing. */
export function leaves(view: TurnView, event: TurnEvent): boolean {
  return event.seq > view.from && event.type !== 'done'
}

/** The view with one event more; the same view for one that it has already. */
export function fold(view: TurnView, event: TurnEvent): TurnView {
  if (event.seq < view.from || ended(view)) return view
  const known = folds[event.type] as ((view: TurnView, event: TurnEvent) => Partial<TurnView>) | undefined
  return { ...view, state: 'streaming', waiting: null, from: event.seq + 1, ...known?.(view, event) }
}

type Folds = { [T in TurnEvent['type']]: (view: TurnView, event: Extract<TurnEvent, { type: T }>) => Partial<TurnView> }

const folds: Folds = {
  turn: (_, { region, model }) => ({ region, model }),
  corrections: ({ timings }, { edits, more, corrected, ms }) => ({
    corrections: { edits: edits ?? [], more: more ?? 0, corrected: corrected ?? '' },
    timings: { ...timings, first_correction: ms },
  }),
  praise: (_, event) => ({ praise: said(event) as Praise }),
  scores: (_, { scores, cefr }) => ({ scores, level: cefr }),
  memory: (_, { memories }) => ({ memories: memories ?? [] }),
  reply: ({ reply, timings }, { text, end, ms }) => ({
    reply: reply + (text ?? ''),
    spoken: end === true,
    timings: { ...timings, first_word: timings.first_word ?? ms },
  }),
  seam: ({ seams }, event) => ({ seams: [...seams, said(event) as Seam] }),
  explanation: (_, event) => ({ explanation: said(event) as Explanation }),
  error: (_, { message }) => ({ error: { message } }),
  done: finished,
}

function finished(view: TurnView, event: DoneEvent): Partial<TurnView> {
  const times = { ...view.timings, ...event.timings_ms }
  const corrections = { edits: event.corrections ?? [], more: event.more ?? 0, corrected: event.corrected ?? view.text }
  return {
    state: event.failed ? 'failed' : event.stopped ? 'stopped' : 'done',
    region: event.region,
    model: event.model,
    corrections: times.first_correction === null ? null : corrections,
    praise: event.praise ?? null,
    scores: event.scores ?? null,
    level: event.cefr ?? null,
    memories: recalled(view, event.memories?.used ?? []),
    reply: event.reply ?? view.reply,
    spoken: true,
    seams: event.seams ?? [],
    explanation: event.explanation ?? null,
    error: event.failed ? { message: event.message ?? '' } : null,
    timings: { first_correction: times.first_correction, first_word: times.first_word, done: times.done },
    scenario: event.scenario ?? null,
    replaced: event.replaced ?? [],
  }
}

/** `done` has only ids; texts that were heard before stay. */
function recalled(view: TurnView, used: readonly string[]): Recalled[] {
  const texts = new Map(view.memories.map(({ id, text }) => [id, text]))
  return used.map((id) => ({ id, text: texts.get(id) ?? null }))
}

/** What an event says, without what every event has. */
function said(event: TurnEvent): object {
  const { seq: _seq, ms: _ms, type: _type, ...rest } = event
  return rest
}
