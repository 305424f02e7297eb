// The notebook on the wire: mistakes, words, what the tutor remembers, and cards to review (docs/api.md, Learning data).

import { ask } from './http'
import { queries } from './queries'
import type { Both } from './types'

export interface Mistake {
  id: string
  category: string
  rule: string
  original: string
  replacement: string
  sentence: string
  reason: Both
  turn: string
  seen: number
  firstSeen: string
  lastSeen: string
}

export interface Word {
  id: string
  word: string
  sentence: string
  meaning: string | null
  at: string
}

export interface Remembered {
  id: string
  kind: string
  category: string | null
  text: string
  at: string
}

export type Rating = 1 | 2 | 3 | 4

export interface Card {
  id: string
  kind: 'mistake' | 'word'
  mistake: Mistake | null
  word: Word | null
  due: string
  /** seconds until it comes again */
  intervals: { again: number; hard: number; good: number; easy: number }
}

export interface Review {
  due: number
  next: string | null
  cards: Card[]
}

export const keys = {
  mistakes: (category: string | null) => ['notebook', 'mistakes', category] as const,
  words: ['notebook', 'words'] as const,
  memories: ['notebook', 'memories'] as const,
  review: ['notebook', 'review'] as const,
}

/** Ask anew for whatever of the notebook is shown. */
export function refresh(): Promise<void> {
  return queries.invalidateQueries({ queryKey: ['notebook'] })
}

export const strike = (id: string) => ask('DELETE', `/me/notebook/${id}`, { keepalive: true }).finally(refresh)
export const forget = (id: string) => ask('DELETE', `/me/memories/${id}`, { keepalive: true }).finally(refresh)
export const removeWord = (id: string) => ask('DELETE', `/me/words/${id}`, { keepalive: true }).finally(refresh)

/** Save a word with the sentence it stood in. The same word again, after an answer that was lost, is the same word: keep its
 *  `id` over tries. Raises Refused, Unreachable. */
export async function saveWord(
  word: string,
  sentence: string,
  meaning: string | null = null,
  id: string = crypto.randomUUID(),
): Promise<void> {
  await ask('POST', '/me/words', { body: { id, word, sentence, meaning } })
  await refresh()
}

export async function changeMeaning(id: string, meaning: string | null): Promise<void> {
  await ask('PUT', `/me/words/${id}`, { body: { meaning } })
  await refresh()
}
