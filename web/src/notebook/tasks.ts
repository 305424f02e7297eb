// What a card asks, and whether an answer is right. Pure.

import type { Card, Mistake, Word } from '@/api/notebook'
import type { Run } from '@/language/changes'

/** A sentence with a gap, what stood there, and what belongs there. */
export interface Task {
  kind: 'replace' | 'insert' | 'remove' | 'recall'
  before: string
  after: string
  /** what the learner wrote there; a word's meaning for `recall` */
  hint: string
  answer: string
}

export function taskOf(card: Card): Task | null {
  if (card.mistake) return ofMistake(card.mistake)
  return card.word ? ofWord(card.word) : null
}

/** The same words, whatever their capitals, spaces, kinds of apostrophe and last mark. */
export function isRight(task: Task, given: string): boolean {
  return plain(given) === plain(task.answer)
}

/** The sentence as it is right. */
export function whole(task: Task): string {
  const gap = task.kind === 'remove' ? '' : task.answer
  return `${task.before}${gap}${task.after}`.replace(/ {2,}/g, ' ').trim()
}

/** The sentence of a mistake with what was wrong and what is right. */
export function runsOf(mistake: Mistake): Run[] {
  const { before, after } = ofMistake(mistake)
  const { original, replacement } = mistake
  return [
    { kind: 'same', text: before },
    { kind: 'change', original, replacement, edits: [] },
    { kind: 'same', text: after },
  ]
}

function ofMistake({ sentence, original, replacement }: Mistake): Task {
  const at = placeOf(sentence, original)
  const [before, after] = at < 0 ? [`${sentence} `, ''] : [sentence.slice(0, at), sentence.slice(at + original.length)]
  if (!replacement) return { kind: 'remove', before, after, hint: original, answer: original }
  return { kind: original.trim() && at >= 0 ? 'replace' : 'insert', before, after, hint: original, answer: replacement }
}

function ofWord({ sentence, word, meaning }: Word): Task {
  const at = placeOf(sentence, word)
  const [before, after] = at < 0 ? ['', ''] : [sentence.slice(0, at), sentence.slice(at + word.length)]
  return {
    kind: 'recall',
    before,
    after,
    hint: meaning ?? '',
    answer: at < 0 ? word : sentence.slice(at, at + word.length),
  }
}

/** Where these words stand in a sentence, as whole words before parts of words; -1 if nowhere. */
function placeOf(sentence: string, words: string): number {
  if (!words.trim()) return -1
  const [within, sought] = [sentence.toLowerCase(), words.toLowerCase()]
  for (let at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + 1)) {
    if (!letterAt(within, at - 1) && !letterAt(within, at + sought.length)) return at
  }
  return within.indexOf(sought)
}

function letterAt(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text[at] ?? '')
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!?,;]+$/, '')
}
