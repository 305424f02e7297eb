// The list of a learner's conversations: all summaries, newest first, with those that were only begun on this device; search,
// days, renaming and deleting. That a deletion can be undone is ui/undoable.ts's business.

import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { Refused } from '@/api/errors'
import { ask, send } from '@/api/http'
import { queries } from '@/api/queries'
import { me } from '@/api/session'
import type { Summary } from '@/api/types'
import { useStore } from '@/state/store'
import { leaving } from '@/ui/undoable'
import { boxOf, type Entry } from './outbox'
import { conversationsKey } from './summaries'

const PAGE = 200
/** pages that are asked for: a list longer than that is searched no further */
const PAGES = 25

interface Part {
  data: Summary[]
  next: string | null
}

export function useConversations() {
  const gone = useStore(leaving)
  const { sub } = me()
  const unsent = useUnsent(sub)
  const found = useQuery({ queryKey: conversationsKey, queryFn: ({ signal }) => all(sub, signal) })
  const data = useMemo(() => {
    const list = found.data ?? (unsent.length > 0 ? [] : undefined)
    return list && withUnsent(list, unsent).filter(({ id }) => !gone.has(id))
  }, [found.data, unsent, gone])
  return { ...found, data }
}

/** What waits on this device: its conversations are listed also while the fleet is away. */
function useUnsent(learner: string): Entry[] {
  const [entries, set] = useState(() => boxOf(learner).entries())
  useEffect(() => {
    const look = () => set(boxOf(learner).entries())
    look()
    return boxOf(learner).subscribe(look)
  }, [learner])
  return entries
}

/** All summaries of a learner. */
async function all(learner: string, signal: AbortSignal): Promise<Summary[]> {
  const list: Summary[] = []
  let cursor: string | null = ''
  for (let page = 0; cursor !== null && page < PAGES; page++) {
    const path: string = `/conversations/${learner}?view=summary&limit=${PAGE}${cursor && `&cursor=${cursor}`}`
    const part: Part = (await (await send('GET', path, { signal })).json()) as Part
    list.push(...part.data)
    cursor = part.next
  }
  return list
}

/** Conversations whose first turn is not sent yet stand first. Pure. */
export function withUnsent(list: readonly Summary[], entries: readonly Entry[]): Summary[] {
  const there = new Set(list.map(({ id }) => id))
  const more = new Map<string, Summary>()
  for (const entry of entries)
    if (!there.has(entry.conversation) && !more.has(entry.conversation)) more.set(entry.conversation, summary(entry))
  return [...[...more.values()].reverse(), ...list]
}

function summary({ conversation, text, at, scenario }: Entry): Summary {
  const title = text.slice(0, 50)
  return { id: conversation, title, messages: 0, createdAt: at, updatedAt: at, etag: '', scenario: scenario ?? null }
}

/** Those whose title has all words of `search`, whatever their capitals and accents. Pure. */
export function matching(list: readonly Summary[], search: string): Summary[] {
  const words = plain(search).split(/\s+/).filter(Boolean)
  return list.filter(({ title }) => words.every((word) => plain(String(title)).includes(word)))
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

export interface Day {
  /** local midnight of the day, milliseconds of the epoch */
  start: number
  /** 0: today, 1: yesterday ... */
  ago: number
  conversations: Summary[]
}

/** By the local day of the last change, newest first. Pure: `now` is given. */
export function byDay(list: readonly Summary[], now: Date): Day[] {
  const days = new Map<number, Summary[]>()
  for (const each of [...list].sort((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt))) {
    const start = midnight(new Date(each.updatedAt))
    days.set(start, [...(days.get(start) ?? []), each])
  }
  const today = midnight(now)
  return [...days].map(([start, conversations]) => ({
    start,
    ago: Math.round((today - start) / DAY_MS),
    conversations,
  }))
}

const DAY_MS = 86_400_000

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
}

/** A new title. Raises Refused, Unreachable; the list has the old one again then. */
export async function rename(conversation: string, title: string): Promise<void> {
  const before = queries.getQueryData<Summary[]>(conversationsKey)
  const put = (list?: Summary[]) => list?.map((each) => (each.id === conversation ? { ...each, title } : each))
  queries.setQueryData<Summary[]>(conversationsKey, put)
  try {
    await ask('PUT', `/conversations/${me().sub}/${conversation}`, { body: { title } })
  } catch (error) {
    queries.setQueryData(conversationsKey, before)
    throw error
  }
}

/** Delete a conversation with what waits for it on this device, also while the page goes. Raises Refused, Unreachable. */
export async function erase(learner: string, conversation: string): Promise<void> {
  const box = boxOf(learner)
  const unsent = box.entries(conversation)
  await ask('DELETE', `/conversations/${learner}/${conversation}`, { keepalive: true }).catch(unlessGone)
  for (const { turn } of unsent) box.remove(turn)
  queries.setQueryData<Summary[]>(conversationsKey, (list) => list?.filter(({ id }) => id !== conversation))
}

/** A conversation that the fleet never had, or has no more, is what was wanted. */
function unlessGone(error: unknown): void {
  if (!(error instanceof Refused && error.status === 404)) throw error
}
