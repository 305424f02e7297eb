// What the tests of the engine stand on: a scripted fleet, tabs that share a storage, and time that they move.
//
//   import { fleet, opened, settle } from './stage'    `fleet` is new in each test

import { afterEach, beforeEach, vi } from 'vitest'
import { session } from '@/api/session'
import { type Engine, engine } from './engine'
import { outbox } from './outbox'
import { ScriptedFleet } from './scripted_fleet'
import type { Talk } from './talk'

export const LEARNER = { user: { sub: 'ayu', name: 'Ayu', email: '' }, operator: false }
export let fleet: ScriptedFleet
let tabs: Engine[]
let count = 0
export let conversation = ''

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('navigator', Object.create(navigator, { locks: { value: locks() } }))
  localStorage.clear()
  session.set({ ...LEARNER, state: 'in' })
  fleet = new ScriptedFleet()
  tabs = []
  conversation = `c${++count}`
})
afterEach(() => {
  for (const each of tabs) each.close()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A tab's page: its own engine, the same storage. */
export function tab(): Engine {
  const made = engine('ayu', fleet, outbox('ayu'))
  tabs.push(made)
  return made
}
export async function opened(page: Engine = tab()): Promise<Talk> {
  const talk = page.talk(conversation)
  await settle()
  return talk
}
/** Everything that is due within `ms` happens, also in the other tabs. */
export async function settle(ms = 50): Promise<void> {
  dispatchEvent(new StorageEvent('storage', { key: 'tutorfleet.outbox.ayu.x' }))
  await vi.advanceTimersByTimeAsync(ms)
  dispatchEvent(new StorageEvent('storage', { key: 'tutorfleet.outbox.ayu.x' }))
  await vi.advanceTimersByTimeAsync(ms)
}
export const owed = () => Object.keys(localStorage).filter((key) => key.startsWith('tutorfleet.outbox'))
export const views = (talk: Talk) => talk.items.get().map(({ id }) => talk.turn(id).get())
export const told = (talk: Talk) => views(talk).map(({ text, state, reply }) => [text, state, reply])
export const send = (talk: Talk, text: string, options = {}): string => talk.send(text, options) ?? ''

/** Web Locks in one window: a queue a name. */
function locks() {
  const tails = new Map<string, Promise<unknown>>()
  return {
    request(name: string, options: unknown, act: (() => Promise<unknown>) | undefined) {
      const run = (act ?? options) as () => Promise<unknown>
      const next = (tails.get(name) ?? Promise.resolve()).then(run, run)
      tails.set(
        name,
        next.catch(() => undefined),
      )
      return next
    },
  }
}
