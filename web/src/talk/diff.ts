// A learner's text with its corrections as runs: what stays, and what becomes what. Pure.
// Positions on the wire are code points; JavaScript counts UTF-16 units, so an emoji before a mistake would shift it.

import type { Run } from '@/language/changes'
import { sentences } from './sentences'

export interface Change {
  /** code points */
  start: number
  end: number
  replacement: string
  /** 1 is the most useful; where two overlap it is the one shown */
  place?: number
}

/** The whole text as runs. An edit that lies outside the text is left out. */
export function runs(text: string, edits: readonly Change[]): Run[] {
  const points = Array.from(text)
  const made: Run[] = []
  let at = 0
  for (const { start, end, replacement, shown } of apart(edits, points.length)) {
    if (start > at) made.push({ kind: 'same', text: points.slice(at, start).join('') })
    made.push({ kind: 'change', original: points.slice(start, end).join(''), replacement, edits: shown })
    at = end
  }
  if (at < points.length) made.push({ kind: 'same', text: points.slice(at).join('') })
  return made
}

/** Only the sentences that are changed; neighbours are together. A short text is one passage. */
export function passages(text: string, edits: readonly Change[], short = 400): Run[][] {
  const all = runs(text, edits)
  if (!all.some((run) => run.kind === 'change')) return []
  if (text.length <= short) return [all]
  return ranges(text, all).map(([start, end]) => cut(all, start, end))
}

interface Apart {
  start: number
  end: number
  replacement: string
  shown: number[]
}

/** In text order and apart from each other: of two that overlap, the more useful one. */
function apart(edits: readonly Change[], length: number): Apart[] {
  const useful = edits
    .map((edit, index) => ({ ...edit, index }))
    .filter(({ start, end }) => start >= 0 && start <= end && end <= length)
    .sort((a, b) => (a.place ?? a.index) - (b.place ?? b.index))
  const kept: Apart[] = []
  for (const { start, end, replacement, index } of useful) {
    const other = kept.find((each) => touches(each, { start, end }))
    if (other) other.shown.push(index)
    else kept.push({ start, end, replacement, shown: [index] })
  }
  return kept.sort((a, b) => a.start - b.start || a.end - b.end)
}

function touches(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end)
}

/** Where the changed sentences begin and end, in UTF-16 units of the text. */
function ranges(text: string, all: Run[]): [number, number][] {
  const spans = sentences(text)
  const made: [number, number][] = []
  let at = 0
  for (const run of all) {
    const size = length(run)
    if (run.kind === 'change') {
      const start = spans.findLast((span) => span.start <= at)?.start ?? 0
      const end = spans.find((span) => span.end >= at + Math.max(size, 1))?.end ?? text.length
      const last = made.at(-1)
      if (last && start <= last[1]) last[1] = Math.max(last[1], end)
      else made.push([start, end])
    }
    at += size
  }
  return made
}

/** The runs between two positions, without space at either end. */
function cut(all: Run[], start: number, end: number): Run[] {
  const made: Run[] = []
  let at = 0
  for (const run of all) {
    const [from, to] = [at, at + length(run)]
    at = to
    if (run.kind === 'change' && from >= start && to <= end) made.push(run)
    if (run.kind === 'same' && to > start && from < end) {
      const text = run.text.slice(Math.max(0, start - from), end - from)
      const left = from <= start ? text.trimStart() : text
      made.push({ kind: 'same', text: to >= end ? left.trimEnd() : left })
    }
  }
  return made
}

function length(run: Run): number {
  return run.kind === 'change' ? run.original.length : run.text.length
}
