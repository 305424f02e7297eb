// From what a recogniser hears to a text that grows in the composer. Pure.
// Interim words are shown and replaced as it makes up its mind. What the learner types meanwhile is never overwritten: what was
// heard before it stays as it is then, and what is heard next comes after it.

export interface Heard {
  text: string
  /** the recogniser will not change it any more */
  final: boolean
}

export interface Dictation {
  /** the text before what is heard now */
  base: string
  /** results before this one are in `base` */
  from: number
  /** the text as it was shown last */
  shown: string
}

export function begun(draft: string): Dictation {
  return { base: draft, from: 0, shown: draft }
}

/** `results`: all since the recogniser began. `draft`: what stands in the composer now, which the learner may have changed. */
export function heard(now: Dictation, draft: string, results: readonly Heard[]): Dictation {
  const touched = draft !== now.shown
  const from = touched ? Math.max(now.from, results.length - 1) : now.from
  const base = touched ? draft : now.base
  const said = results
    .slice(from)
    .map(({ text }) => text.trim())
    .filter(Boolean)
    .join(' ')
  return { base, from, shown: joined(base, said) }
}

/** Spoken words after a text: with a space between, and a capital letter where a sentence begins. */
export function joined(base: string, said: string): string {
  if (said === '') return base
  const space = base === '' || /\s$/.test(base) ? '' : ' '
  const begins = /(^|[.!?…]["'”’)]*\s*|\n\s*)$/.test(base)
  return base + space + (begins ? said.charAt(0).toLocaleUpperCase('en') + said.slice(1) : said)
}

export type Trouble = 'denied' | 'microphone' | 'network' | 'silence' | 'unsupported' | 'other'

/** What a recogniser's error means for a learner; null: nothing went wrong. */
export function troubleOf(error: string): Trouble | null {
  const known: Record<string, Trouble | null> = {
    aborted: null,
    'not-allowed': 'denied',
    'service-not-allowed': 'denied',
    'audio-capture': 'microphone',
    network: 'network',
    'no-speech': 'silence',
    'language-not-supported': 'unsupported',
  }
  return Object.hasOwn(known, error) ? (known[error] ?? null) : 'other'
}
