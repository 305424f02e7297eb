// The wire, as docs/api.md has it. Types only.

import type { Language } from '@/i18n/languages'

/** A text in both languages of feedback. */
export type Both = Record<Language, string>

export interface Edit {
  /** code points of the learner's text */
  start: number
  end: number
  original: string
  replacement: string
  category: string
  rule: string
  confidence: number
  reason: Both
  /** how useful it is among all corrections of the message; 1 is the most */
  place: number
  earlier?: { memory: string; sentence: string; at: string }
}

export interface Praise {
  start: number
  words: string
  before: string
  text: Both
  category: string
  kind: string
}

export const skills = [
  'written_fluency',
  'vocabulary',
  'grammar',
  'comprehension',
  'coherence',
  'digital_etiquette',
  'responsiveness',
  'clarity',
  'overall_communication',
] as const
export type Skill = (typeof skills)[number]
export type Scores = Record<Skill, number>

export interface Level {
  low: string
  high: string
  sentences: number
  needed: number
  evidence?: unknown[]
}

export interface Seam {
  at: number
  from_region: string
  from_worker: string
  to_region: string
  to_worker: string
  reason: string
}

export interface Memory {
  id: string
  text: string
}

export interface Timings {
  first_correction: number | null
  first_word: number | null
  done: number
}

interface Base {
  seq: number
  /** milliseconds since the turn began */
  ms: number
}

export type TurnEvent = Base &
  (
    | { type: 'turn'; turn: string; conversation: string; region: string; model: string }
    | { type: 'corrections'; source: string; edits: Edit[]; more: number; corrected: string }
    | ({ type: 'praise' } & Praise)
    | { type: 'scores'; scores: Scores; cefr: Level; needed: number }
    | { type: 'memory'; memories: Memory[] }
    | { type: 'reply'; text: string; end?: boolean }
    | ({ type: 'seam' } & Seam)
    | { type: 'explanation'; explained?: { edit: number; text: string }[]; most_important?: number; absent?: string }
    | { type: 'error'; message: string; retry: boolean; retry_after_ms: number | null }
    | DoneEvent
  )

export interface DoneEvent extends Base {
  type: 'done'
  turn: string
  conversation: string
  region: string
  model: string
  reply: string
  corrections: Edit[]
  corrected: string | null
  more: number
  praise: Praise | null
  explanation: { explained?: { edit: number; text: string }[]; most_important?: number; absent?: string } | null
  scores: Scores | null
  cefr: Level | null
  needed: number | null
  seams: Seam[]
  memories: { used: string[]; stored: string[] }
  stopped: boolean
  failed: boolean
  message?: string
  /** ids of the turns that went when this one was stored */
  replaced?: string[]
  timings_ms: Timings
  scenario?: { id: string; level: string; beat: number; of: number; finished: boolean } | null
}

/** A turn as `GET …/turns` lists it; `done` is null while it runs. */
export interface TurnRow {
  id: string
  state: 'running' | 'done' | 'stopped' | 'failed'
  text: string
  replaces?: string | null
  begunAt: string
  endedAt: string | null
  done: DoneEvent | null
}

export interface Message {
  id: string
  role: 'user' | 'assistant' | 'system'
  content: string
  createdAt?: string
  [more: string]: unknown
}

export interface Summary {
  id: string
  title: string
  messages: number
  createdAt: string
  updatedAt: string
  etag: string
  scenario?: { id: string; level: string } | null
}

export interface Conversation extends Omit<Summary, 'messages' | 'etag'> {
  conversation: Message[]
}
