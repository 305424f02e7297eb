// Every keyboard shortcut of the client in one table, and what a pressed key means. Pure but for `listen`, which a page frame
// calls once. A page says what a shortcut does while it is shown (`useShortcut`); one without a taker does nothing.
// Keys of one letter can be switched off (they collide with speech input and some screen readers); the others stay.

import { useEffect, useRef } from 'react'

export type Shortcut =
  | 'help'
  | 'goTalk'
  | 'goProgress'
  | 'goNotebook'
  | 'goReview'
  | 'goScenarios'
  | 'goFleet'
  | 'goAccount'
  | 'newTalk'
  | 'search'
  | 'write'
  | 'stop'
  | 'corrections'
  | 'readAloud'

export interface Known {
  id: Shortcut
  /** pressed one after another; `Alt+c` at once */
  keys: readonly string[]
  group: 'pages' | 'talk'
}

export const shortcuts: readonly Known[] = [
  { id: 'help', keys: ['?'], group: 'pages' },
  { id: 'goTalk', keys: ['g', 't'], group: 'pages' },
  { id: 'goScenarios', keys: ['g', 's'], group: 'pages' },
  { id: 'goProgress', keys: ['g', 'p'], group: 'pages' },
  { id: 'goNotebook', keys: ['g', 'n'], group: 'pages' },
  { id: 'goReview', keys: ['g', 'r'], group: 'pages' },
  { id: 'goFleet', keys: ['g', 'f'], group: 'pages' },
  { id: 'goAccount', keys: ['g', 'a'], group: 'pages' },
  { id: 'newTalk', keys: ['n'], group: 'talk' },
  { id: 'search', keys: ['/'], group: 'talk' },
  { id: 'write', keys: ['w'], group: 'talk' },
  { id: 'stop', keys: ['Escape'], group: 'talk' },
  { id: 'corrections', keys: ['Alt+c'], group: 'talk' },
  { id: 'readAloud', keys: ['Alt+r'], group: 'talk' },
]

export interface Press {
  key: string
  code: string
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
}

/** The name of a pressed key as the table has it; undefined for what is never ours. */
export function named({ key, code, altKey, ctrlKey, metaKey }: Press): string | undefined {
  if (ctrlKey || metaKey) return undefined
  if (altKey) return /^Key[A-Z]$/.test(code) ? `Alt+${code.slice(3).toLowerCase()}` : undefined
  return key.length === 1 ? key.toLowerCase() : key
}

/** What a key means after the keys before it: a shortcut, the beginning of one, or nothing. */
export function meaning(before: string | undefined, key: string): { found?: Shortcut; begun?: string } {
  const two = before === undefined ? undefined : shortcuts.find(({ keys }) => keys[0] === before && keys[1] === key)
  if (two) return { found: two.id }
  const one = shortcuts.find(({ keys }) => keys.length === 1 && keys[0] === key)
  if (one) return { found: one.id }
  return shortcuts.some(({ keys }) => keys.length === 2 && keys[0] === key) ? { begun: key } : {}
}

/** Whether a key alone is a shortcut: one that must not be one while somebody types, or when these are switched off. */
export function single(key: string): boolean {
  return key !== 'Escape' && !key.startsWith('Alt+')
}

const takers = new Map<Shortcut, (() => void)[]>()
const PAUSE_MS = 1_200

/** What a shortcut does while this component is shown; undefined: nothing now. The newest taker wins. */
export function useShortcut(id: Shortcut, run: (() => void) | undefined): void {
  const now = useRef(run)
  now.current = run
  const on = run !== undefined
  useEffect(() => {
    if (!on) return
    const take = () => now.current?.()
    takers.set(id, [...(takers.get(id) ?? []), take])
    return () =>
      void takers.set(
        id,
        (takers.get(id) ?? []).filter((each) => each !== take),
      )
  }, [id, on])
}

/** Hear keys of the whole page; `singles` says whether keys of one letter count. Returns how to stop. */
export function listen(singles: () => boolean): () => void {
  let before: { key: string; at: number } | undefined
  const pressed = (event: KeyboardEvent) => {
    const key = named(event)
    if (key === undefined || event.defaultPrevented || event.isComposing || covered(event.target)) return
    if (single(key) && (!singles() || editable(event.target))) return
    const { found, begun } = meaning(before && event.timeStamp - before.at < PAUSE_MS ? before.key : undefined, key)
    before = begun === undefined ? undefined : { key: begun, at: event.timeStamp }
    const taker = found && takers.get(found)?.at(-1)
    if (!taker) return
    event.preventDefault()
    taker()
  }
  addEventListener('keydown', pressed)
  return () => removeEventListener('keydown', pressed)
}

/** In front of the page lies something that has keys of its own. */
function covered(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
}

function editable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null
}
