// Which level of a scenario fits a learner, and the address at which it begins. Pure.

const BANDS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2']
/** for whoever has no level yet */
const FIRST = 'A2'

/** Of a scenario's levels the one nearest to the lower end of a learner's range: easy enough to play, hard enough to learn. */
export function fitting(levels: readonly string[], low: string | undefined): string {
  const wanted = BANDS.indexOf(low ?? FIRST)
  const distance = (level: string) => Math.abs(BANDS.indexOf(level) - wanted)
  return levels.reduce((best, each) => (distance(each) < distance(best) ? each : best), levels[0] ?? FIRST)
}

export function beginning(conversation: string, scenario: string, level: string): string {
  return `/talk/${conversation}?${new URLSearchParams({ scenario, level })}`
}

/** Minutes that so many answers take a learner who types, a round number. */
export function minutes(turns: number): number {
  return Math.max(1, Math.round((turns * PER_ANSWER_S) / 60))
}

const PER_ANSWER_S = 40
