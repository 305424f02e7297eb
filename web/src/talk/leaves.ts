// The items of a talk in leaves of a few, so that a browser that lays out a growing reply looks at its leaf and not at hundreds of
// turns. An item stays in its leaf while others come before and after it: moving would make it anew. Pure.

import type { Item } from '@/turn/history'

export interface Leaf {
  key: string
  items: Item[]
}

export const SIZE = 8

/** `before`: the leaves of a moment ago. */
export function leaves(before: readonly Leaf[], items: readonly Item[]): Leaf[] {
  const known = new Map(before.flatMap(({ key, items: inside }) => inside.map(({ id }) => [id, key] as const)))
  const used = new Set<string>()
  const made: Leaf[] = []
  for (const item of items) {
    const last = made.at(-1)
    const key = known.get(item.id)
    const joins = key === undefined ? last !== undefined && last.items.length < SIZE : last?.key === key
    if (last && joins) last.items.push(item)
    else {
      const fresh = free(key ?? item.id, used)
      used.add(fresh)
      made.push({ key: fresh, items: [item] })
    }
  }
  return made
}

/** The key, or one like it: no two leaves have the same. */
function free(key: string, used: ReadonlySet<string>): string {
  return used.has(key) ? free(`${key}'`, used) : key
}
