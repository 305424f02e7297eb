// The requests of turns (docs/api.md, Turns). The edge of this folder: everything else here asks through it.

import { Refused, Unreachable } from '@/api/errors'
import { ask, send } from '@/api/http'
import type { Conversation, TurnEvent, TurnRow } from '@/api/types'
import { decoder } from './ndjson'
import type { Scene } from './outbox'

export const PAGE = 50

export interface Asked {
  turn: string
  text: string
  language: 'en' | 'id'
  region?: string
  model?: string
  replaces?: string
  scenario?: Scene
}

/** Events in batches as they arrive. */
export type Batches = AsyncGenerator<TurnEvent[], void, void>

export interface Wire {
  /** The service has the question when this resolves. Raises Refused, Unreachable. */
  begin(conversation: string, asked: Asked, signal: AbortSignal): Promise<Batches>
  follow(conversation: string, turn: string, from: number, signal: AbortSignal): Promise<Batches>
  stop(conversation: string, turn: string): Promise<void>
  /** A page of turns, oldest first: the newest ones, or those before a turn. */
  turns(conversation: string, before?: string): Promise<TurnRow[]>
  /** null: there is none of this id */
  conversation(conversation: string): Promise<Conversation | null>
}

export function wire(learner: string): Wire {
  const path = (conversation: string, rest = '') => `/conversations/${learner}/${conversation}${rest}`
  return {
    begin: async (conversation, body, signal) =>
      events(await send('POST', path(conversation, '/turns'), { body, signal }), signal),
    follow: async (conversation, turn, from, signal) =>
      events(await send('GET', path(conversation, `/turns/${turn}?from=${from}`), { signal }), signal),
    stop: async (conversation, turn) => {
      await send('DELETE', path(conversation, `/turns/${turn}`))
    },
    turns: (conversation, before) =>
      ask<TurnRow[]>('GET', path(conversation, `/turns?limit=${PAGE}${before ? `&before=${before}` : ''}`)),
    conversation: (conversation) => ask<Conversation>('GET', path(conversation)).catch(orNull),
  }
}

/** The events of an answer. Raises Unreachable where the connection breaks. */
async function* events(response: Response, signal: AbortSignal): Batches {
  const reader = response.body?.getReader()
  const lines = decoder()
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      const batch = lines.push(part.value)
      if (batch.length > 0) yield batch
    }
    yield lines.end()
  } catch (reason) {
    throw signal.aborted ? signal.reason : new Unreachable(reason)
  } finally {
    await reader?.cancel().catch(() => undefined)
  }
}

function orNull(error: unknown): null {
  if (error instanceof Refused && error.status === 404) return null
  throw error
}
