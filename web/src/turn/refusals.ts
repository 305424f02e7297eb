// What a refused or unanswered POST of a turn means for it. Pure.

import { Refused, Unreachable } from '@/api/errors'
import type { Waiting } from './events'

export type Verdict =
  /** ask again after a while, and tell why */
  | { act: 'wait'; why: Waiting }
  /** another turn runs here: follow it first */
  | { act: 'follow'; turn: string }
  /** it will never be taken as it is: the learner decides */
  | { act: 'hold'; status: number; message: string }
  /** nobody is signed in any more; it stays on this device */
  | { act: 'leave' }

/** `tries`: how often the same was asked before. Anything that is no answer of the fleet is raised again. */
export function verdict(error: unknown, tries: number): Verdict {
  if (error instanceof Unreachable) return { act: 'wait', why: 'offline' }
  if (!(error instanceof Refused)) throw error
  const { status, message, body } = error
  if (status === 401) return { act: 'leave' }
  if (status === 429) return { act: 'wait', why: 'limit' }
  if (status >= 500 || status === 408) return { act: 'wait', why: 'full' }
  if (status === 409 && typeof body.turn === 'string') return { act: 'follow', turn: body.turn }
  if (status === 409 && tries < 3) return { act: 'wait', why: 'busy' }
  return { act: 'hold', status, message }
}
