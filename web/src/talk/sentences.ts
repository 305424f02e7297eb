// Where an English text's sentences end. Pure; used for the live region (a sentence at a time) and for excerpts of long texts.

export interface Span {
  /** UTF-16 units, as JavaScript counts */
  start: number
  end: number
}

const segmenter =
  typeof Intl.Segmenter === 'function' ? new Intl.Segmenter('en', { granularity: 'sentence' }) : undefined
const ABBREVIATION = /\b(?:Mr|Mrs|Ms|Dr|Prof|St|Jl|No|vs|etc|e\.g|i\.e)\.\s*$/

/** The sentences of a text, each with the space after it; together they are the whole text. */
export function sentences(text: string): Span[] {
  const spans: Span[] = []
  for (const end of ends(text)) {
    const last = spans.at(-1)
    const start = last?.end ?? 0
    if (last && ABBREVIATION.test(text.slice(last.start, last.end)) && !text.slice(0, last.end).endsWith('\n'))
      last.end = end
    else spans.push({ start, end })
  }
  return spans
}

/** Sentences of `text` from `from` on that will not change any more, and where the next one begins. */
export function complete(text: string, from: number, ended: boolean): { said: string[]; next: number } {
  const rest = text.slice(from)
  const spans = sentences(rest)
  const last = spans.at(-1)
  if (last && !ended && !/[.!?…]["'”’)*_]*\s+$|\n$/.test(rest)) spans.pop()
  const said = spans.map(({ start, end }) => rest.slice(start, end).trim()).filter(Boolean)
  return { said, next: from + (spans.at(-1)?.end ?? 0) }
}

function ends(text: string): number[] {
  if (segmenter) return Array.from(segmenter.segment(text), ({ index, segment }) => index + segment.length)
  return Array.from(
    text.matchAll(/[^.!?\n]*(?:[.!?]+["'”’)]*\s*|\n\s*|$)/g),
    (match) => match.index + match[0].length,
  ).filter((end, at, all) => end > (all[at - 1] ?? 0))
}
