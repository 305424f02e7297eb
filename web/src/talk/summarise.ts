// A talk in a few facts: what was right, what to learn from, how much was written. Pure; counts what the fleet said of each turn
// and judges nothing itself. Turns without corrections of any kind (a crisis is answered by rule) are left out: nothing of them
// is quoted.

import type { Edit, Praise } from '@/api/types'
import type { Run } from '@/language/changes'
import { ended, type TurnView } from '@/turn/events'
import { runs } from './diff'
import { sentences } from './sentences'

export interface Learned {
  /** the sentence with this change only */
  runs: Run[]
  edit: Edit
}

export interface Summary {
  sentences: number
  /** of them those that needed no correction */
  right: number
  /** different words */
  words: number
  /** of talking; a long pause does not count */
  minutes: number
  praise: Praise[]
  /** the longest right sentences, as they were written */
  best: string[]
  /** one of a kind, the kind that was made most often first */
  corrections: Learned[]
  /** how many corrections are not among those */
  others: number
  /** words that carry meaning and were not wrong, the longest first */
  used: string[]
}

const SHOWN = 3
const MOST_WORDS = 12
/** a sentence that is quoted as an achievement has as many words */
const WORTH = 4
const PAUSE_MS = 5 * 60_000

export function summarise(views: readonly TurnView[]): Summary {
  const counted = views.filter((view) => ended(view) && view.state !== 'failed' && view.corrections)
  const said = counted.flatMap(cut)
  const found = said.flatMap(({ edits }) => edits)
  const corrections = useful(said)
  const hidden = counted.reduce((sum, view) => sum + (view.corrections?.more ?? 0), 0)
  const right = said.filter(isRight)
  return {
    sentences: said.length,
    right: right.length,
    words: new Set(said.flatMap(({ text }) => wordsOf(text))).size,
    minutes: minutesOf(counted),
    praise: distinct(
      counted.flatMap(({ praise }) => praise ?? []),
      ({ words }) => words.toLowerCase(),
    ),
    best: best(right),
    corrections,
    others: found.length + hidden - corrections.length,
    used: used(said),
  }
}

interface Sentence {
  text: string
  /** with positions in this sentence */
  edits: Edit[]
  /** the message with every correction made, also those that are not shown */
  corrected: string
}

/** The sentences of a turn's text that have a word in them, each with its edits. */
function cut({ text, corrections }: TurnView): Sentence[] {
  const edits = corrections?.edits ?? []
  return sentences(text)
    .map(({ start, end }) => {
      const from = points(text.slice(0, start))
      const to = from + points(text.slice(start, end))
      const here = edits.filter((edit) => edit.start >= from && (edit.start < to || end === text.length))
      const moved = here.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from }))
      return { text: text.slice(start, end), edits: moved, corrected: corrections?.corrected || text }
    })
    .filter((sentence) => wordsOf(sentence.text).length > 0)
}

function isRight({ text, edits, corrected }: Sentence): boolean {
  return edits.length === 0 && corrected.includes(text.trim())
}

function best(right: readonly Sentence[]): string[] {
  const worth = right.map(({ text }) => text.trim()).filter((text) => wordsOf(text).length >= WORTH)
  return distinct(worth, (text) => text.toLowerCase())
    .sort((a, b) => wordsOf(b).length - wordsOf(a).length)
    .slice(0, SHOWN)
}

function useful(said: readonly Sentence[]): Learned[] {
  const all = said.flatMap(({ text, edits }) =>
    edits.map((edit) => ({ edit, runs: runs(text.trimEnd(), [{ ...edit, place: 1 }]) })),
  )
  const times = (rule: string) => all.filter(({ edit }) => edit.rule === rule).length
  const ordered = all.sort((a, b) => times(b.edit.rule) - times(a.edit.rule) || a.edit.place - b.edit.place)
  return distinct(ordered, ({ edit }) => edit.rule).slice(0, SHOWN)
}

function used(said: readonly Sentence[]): string[] {
  const wrong = new Set(said.flatMap(({ edits }) => edits.flatMap(({ original }) => wordsOf(original))))
  const all = new Set(said.flatMap(({ text }) => wordsOf(text)))
  return [...all]
    .filter((word) => word.length > 3 && !wrong.has(word) && !COMMON.has(word))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS)
}

/** From the first message to the last reply, a pause counted as five minutes at most. */
function minutesOf(views: readonly TurnView[]): number {
  const times = views.map(({ at }) => Date.parse(at)).sort((a, b) => a - b)
  const between = times.slice(1).map((time, at) => Math.min(time - (times[at] ?? time), PAUSE_MS))
  const last = views.at(-1)?.timings.done ?? 0
  return Math.max(1, Math.round((between.reduce((sum, each) => sum + each, 0) + last) / 60_000))
}

function wordsOf(text: string): string[] {
  return Array.from(text.matchAll(/\p{L}+(?:['’-]\p{L}+)*/gu), ([word]) => word.toLowerCase().replace('’', "'"))
}

function distinct<T>(list: readonly T[], key: (each: T) => string): T[] {
  return [...new Map([...list].reverse().map((each) => [key(each), each])).values()].reverse()
}

function points(text: string): number {
  return Array.from(text).length
}

const COMMON = new Set(
  `about after again also always another because been before being both could does doing done down each even ever every
  from going good have having here hers into just know like made make many more most much must need never only other over
  really same shall should since some such than that that's their them then there these they thing things think this those
  through time until upon very want well went were what when where which while will with without would your yours
  don't can't i'm it's i've i'll isn't doesn't didn't won't couldn't wouldn't there's they're we're you're`.split(
    /\s+/,
  ),
)
