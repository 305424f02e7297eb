// Which region and model a turn asks first: the learner's choice as long as it is there, else the best by health and by the time
// to the first words that this device measured. Asks each region's list of models politely: every half minute while somebody
// looks (`watch`), never from a hidden page.
//
//   chosen()              for a turn's body; null: the fleet's own choice
//   measured(region, ms)  the turn's `timings.first_word`, told by the engine of turns
//   failedOver(region)    a reply of this region went on elsewhere

import { config } from '@/api/config'
import { Refused } from '@/api/errors'
import { once } from '@/api/http'
import { session } from '@/api/session'
import { keptStore } from '@/state/kept'
import { change, settings } from '@/state/settings'
import { createStore } from '@/state/store'
import { best, type Measures, readMeasures, type State, stateOf, withMeasure } from './measures'
import { chatModels, type Model, offers } from './tags'

export interface Health {
  state: State
  /** milliseconds that its list took; null before the first and when it is away */
  ms: number | null
  models: Model[]
}

export interface Fleet {
  /** the home region first; empty until the configuration is there */
  regions: string[]
  health: Readonly<Record<string, Health>>
  /** choices that are gone, for a word to the learner; empty when it was told */
  dropped: readonly string[]
}

export const EVERY_MS = 30_000
const PATIENCE_MS = 5_000
/** a region that a reply had to leave is not asked first for so long */
const LEFT_MS = 60_000

export const fleet = createStore<Fleet>({ regions: [], health: {}, dropped: [] })
export const measures = keptStore<Measures>('tutorfleet.first_word', readMeasures)
const left = new Map<string, number>()

export function chosen(): { region: string | null; model: string | null } {
  const { region, model } = settings.get()
  const { regions } = fleet.get()
  if (regions.length === 0) return { region: null, model: null }
  const wanted = region !== null && regions.includes(region) && stateNow(region) !== 'away'
  const asked = wanted ? region : automatic()
  const models = asked === null ? [] : (fleet.get().health[asked]?.models ?? [])
  return { region: asked, model: model !== null && (models.length === 0 || offers(models, model)) ? model : null }
}

/** The region that is asked first when the learner chose none. */
export function automatic(): string | null {
  const { regions } = fleet.get()
  return best(regions, Object.fromEntries(regions.map((each) => [each, stateNow(each)])), measures.get())
}

export function stateNow(region: string): State {
  const leftAt = left.get(region)
  if (leftAt !== undefined && Date.now() - leftAt < LEFT_MS) return 'away'
  return fleet.get().health[region]?.state ?? 'unknown'
}

export function measured(region: string, ms: number | null | undefined): void {
  if (ms !== null && ms !== undefined) measures.set((now) => withMeasure(now, region, ms))
}

export function failedOver(region: string): void {
  left.set(region, Date.now())
  fleet.set((now) => ({ ...now }))
}

export function told(): void {
  fleet.set((now) => ({ ...now, dropped: [] }))
}

let watchers = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Look now and every half minute, until the function that it answers with is called. */
export function watch(): () => void {
  if (++watchers === 1) {
    document.addEventListener('visibilitychange', round)
    addEventListener('online', round)
    round()
  }
  let over = false
  return () => {
    if (over) return
    over = true
    if (--watchers > 0) return
    document.removeEventListener('visibilitychange', round)
    removeEventListener('online', round)
    clearTimeout(timer)
  }
}

function round(): void {
  clearTimeout(timer)
  if (watchers === 0 || document.hidden) return
  timer = setTimeout(round, EVERY_MS)
  void look()
}

/** One look at every region, at once. Never raises. */
export async function look(): Promise<void> {
  if (session.get().state !== 'in') return
  const regions = await config().then(
    (found) => found.regions,
    () => fleet.get().regions,
  )
  fleet.set((now) => ({ ...now, regions }))
  await Promise.all(regions.map(async (region) => keep(region, await ask(region))))
  dropWhatIsGone()
}

function keep(region: string, seen: Health | null): void {
  if (seen) fleet.set((now) => ({ ...now, health: { ...now.health, [region]: seen } }))
}

/** null: nothing is known of the region, for it is this page that is not signed in or asks too much. */
async function ask(region: string): Promise<Health | null> {
  const began = performance.now()
  try {
    const response = await once('GET', `/${region}/tags`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    if ([401, 403, 429].includes(response.status)) return null
    if (!response.ok) throw new Refused(response.status, response.statusText)
    const from = response.headers.get('x-tutorfleet-region')
    if (from !== null && from !== region) throw new Refused(503, `${from} answers for ${region}, which has nobody`)
    const models = chatModels(await response.json(), settings.get().model)
    const ms = performance.now() - began
    return { state: stateOf(ms, fleet.get().health[region]?.ms ?? null), ms, models }
  } catch {
    return navigator.onLine ? { state: 'away', ms: null, models: fleet.get().health[region]?.models ?? [] } : null
  }
}

/** A region that the fleet no longer has, a model that no region has: never kept as a choice. */
function dropWhatIsGone(): void {
  const { region, model } = settings.get()
  const { regions, health } = fleet.get()
  if (region !== null && regions.length > 0 && !regions.includes(region)) drop(region, { region: null })
  const seen = regions.map((each) => health[each]).filter((each) => each !== undefined && each.state !== 'away')
  if (model === null || seen.length < regions.length) return
  if (!seen.some((each) => each && offers(each.models, model))) drop(model, { model: null })
}

function drop(name: string, part: { region?: null; model?: null }): void {
  change(part)
  fleet.set((now) => ({ ...now, dropped: [...now.dropped, name] }))
}
