// What `GET /fleet/status` answers (docs/api.md, The fleet's status), and what follows from it. Types and pure functions.

import type { Tone } from '@/region/light'

export type State = 'ready' | 'low' | 'starting' | 'draining' | 'unwell' | 'stuck' | 'away'

export interface Process {
  name: string
  state: State
  detail: string
  version: string
  restarts: number
}

export interface Worker extends Process {
  role: string
  replica: string
  models: { name: string; starter: boolean }[]
  slots: number | null
  running: number | null
  queued: number | null
  tokens_per_s: number | null
  /** seconds */
  first_s: { p50: number | null; p95: number | null }
  engine_restarts: number
}

export interface Region {
  name: string
  aliases: string[]
  state: State
  workers: Worker[]
}

export interface Problem {
  kind: string
  level: 'error' | 'warning' | 'note'
  where: string
  what: string
  todo: string
  /** the same in Indonesian; a fleet of an older version has none */
  id?: { what: string; todo: string }
}

export interface Look {
  version: string
  at: string
  regions: Region[]
  parts: Process[]
  /** the worst first */
  problems: Problem[]
}

/** How a state is marked. A state of a newer fleet is marked as nothing in particular. */
export function toneOf(state: string): Tone {
  if (state === 'ready') return 'good'
  if (['low', 'starting', 'draining'].includes(state)) return 'fair'
  return ['unwell', 'stuck', 'away'].includes(state) ? 'bad' : 'idle'
}

/** Whether the operator has something to do, or only something to know. */
export function urgent(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem) => problem.level !== 'note')
}
