// The cached list of conversations kept true by the turns of this page, so that a list of hundreds is not asked for at each of them.

import { queries } from '@/api/queries'
import type { Summary } from '@/api/types'

export const conversationsKey = ['conversations'] as const

/** A turn began or ended here. `retitled`: its title may be another now, so the fleet is asked. */
export function touched(conversation: string, retitled: boolean): void {
  const list = queries.getQueryData<Summary[]>(conversationsKey)
  const next = list && !retitled && moved(list, conversation, new Date().toISOString())
  if (next) queries.setQueryData<Summary[]>(conversationsKey, next)
  else void queries.invalidateQueries({ queryKey: conversationsKey })
}

/** The list with this conversation changed now; null if the fleet has not listed it yet. Pure. */
export function moved(list: readonly Summary[], conversation: string, now: string): Summary[] | null {
  const listed = list.some(({ id }) => id === conversation)
  return listed ? list.map((each) => (each.id === conversation ? { ...each, updatedAt: now } : each)) : null
}
