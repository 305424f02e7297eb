// What this device measured of each region, and which region follows from it. Pure.
// A region is slow by its answers to a small question; which of two is better is said by the time to a reply's first words.

export type State = 'unknown' | 'ok' | 'slow' | 'away'

/** region -> milliseconds to the first word of its last replies, the newest last */
export type Measures = Readonly<Record<string, readonly number[]>>

export const KEPT = 10
/** so much faster must another region be before the home region is left for it */
const WORTH = 0.7
/** replies that a comparison needs */
const ENOUGH = 3
/** milliseconds for a list of models, which takes a worker some five */
const SLOW_MS = 1_500
const LONGEST_MS = 600_000

/** Good measures from anything. */
export function readMeasures(raw: unknown): Measures {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return {}
  const lists = Object.entries(raw).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
  return Object.fromEntries(lists.map(([region, times]) => [region, times.filter(isTime).slice(-KEPT)]))
}

export function withMeasure(measures: Measures, region: string, ms: number): Measures {
  return isTime(ms) ? { ...measures, [region]: [...(measures[region] ?? []), ms].slice(-KEPT) } : measures
}

export function median(times: readonly number[] = []): number | null {
  const sorted = [...times].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  const [low, high] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** Of an answer that took so long, and the one before it: a single slow one may be this device's own haste. */
export function stateOf(ms: number, before: number | null): State {
  return before !== null && Math.min(ms, before) > SLOW_MS ? 'slow' : 'ok'
}

/** The region to ask first: the home region (the first), unless it is away, or another is clearly better. */
export function best(regions: readonly string[], states: Readonly<Record<string, State>>, measures: Measures) {
  const there = regions.filter((region) => states[region] !== 'away')
  const well = there.filter((region) => states[region] !== 'slow')
  const [first, ...others] = well.length > 0 ? well : there
  if (first === undefined) return null
  return others.reduce((kept, other) => (isFaster(measures[other], measures[kept]) ? other : kept), first)
}

function isFaster(one: readonly number[] = [], other: readonly number[] = []): boolean {
  if (one.length < ENOUGH || other.length < ENOUGH) return false
  return (median(one) ?? 0) < WORTH * (median(other) ?? 0)
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LONGEST_MS
}
