import { expect, test } from 'vitest'
import type { Edit } from '@/api/types'
import { fresh, type TurnView } from '@/turn/events'
import { summarise } from './summarise'

function edit(text: string, original: string, replacement: string, more: Partial<Edit> = {}): Edit {
  const start = Array.from(text.slice(0, text.indexOf(original))).length
  return {
    ...{ start, end: start + Array.from(original).length, original, replacement },
    ...{ category: 'tense', rule: 'past', confidence: 1, reason: { en: '', id: '' }, place: 1 },
    ...more,
  }
}

/** A turn that is done; what is wrong in it, and how much more of it is told in the notebook only. */
function turn(text: string, edits: Edit[] = [], more: Partial<TurnView> = {}): TurnView {
  const corrected = edits.reduce((now, { original, replacement }) => now.replace(original, replacement), text)
  const corrections = { edits, more: 0, corrected }
  return { ...fresh(text, text, '2026-11-21T02:00:00Z', 'done'), corrections, ...more }
}

test('sentences count, and those without a correction are right', () => {
  const text = 'Yesterday I go home. I was very tired.'
  const { sentences, right, best } = summarise([turn(text, [edit(text, 'go', 'went')])])
  expect({ sentences, right, best }).toEqual({ sentences: 2, right: 1, best: ['I was very tired.'] })
})

test('a sentence with a correction that is not shown is not called right', () => {
  const text = 'She like tea very much.'
  const view = turn(text, [], { corrections: { edits: [], more: 1, corrected: 'She likes tea very much.' } })
  const { right, best, others } = summarise([view])
  expect({ right, best, others }).toEqual({ right: 0, best: [], others: 1 })
})

test('the longest right sentences are quoted, each once, and none of three words', () => {
  const views = ['I like it.', 'My name is Sari.', 'My name is Sari.', 'I have worked in a hotel for five years.']
  expect(summarise(views.map((text) => turn(text))).best).toEqual([
    'I have worked in a hotel for five years.',
    'My name is Sari.',
  ])
})

test('of one kind of mistake one is shown, the most frequent kind first', () => {
  const one = 'I go there. I eat rice. She like it.'
  const edits = [
    edit(one, 'like', 'likes', { rule: 'agreement', place: 1 }),
    edit(one, 'go', 'went', { place: 3 }),
    edit(one, 'eat', 'ate', { place: 2 }),
  ]
  const { corrections, others } = summarise([turn(one, edits)])
  expect(corrections.map((each) => each.edit.original)).toEqual(['eat', 'like'])
  expect(others).toBe(1)
})

test('a correction is shown in its own sentence, also after an emoji', () => {
  const text = '😀 Hello there! Yesterday I go home.'
  const { corrections } = summarise([turn(text, [edit(text, 'go', 'went')])])
  expect(corrections[0]?.runs).toEqual([
    { kind: 'same', text: 'Yesterday I ' },
    { kind: 'change', original: 'go', replacement: 'went', edits: [0] },
    { kind: 'same', text: ' home.' },
  ])
})

test('something missing at the very end belongs to the last sentence', () => {
  const text = 'I was happy'
  const { right } = summarise([turn(text, [{ ...edit(text, '', '.'), start: 11, end: 11 }])])
  expect(right).toBe(0)
})

test('words that carry meaning are named, without the wrong ones', () => {
  const text = 'We visited a beautifull mountain because they recommended it.'
  const { used } = summarise([turn(text, [edit(text, 'beautifull', 'beautiful', { rule: 'spelling' })])])
  expect(used).toEqual(['recommended', 'mountain', 'visited'])
})

test('a pause over night does not count as talking', () => {
  const views = ['02:00:00', '02:02:00', '13:00:00'].map((at) => turn('I am here.', [], { at: `2026-11-21T${at}Z` }))
  expect(summarise(views).minutes).toBe(7)
})

test('the same praise counts once', () => {
  const praise = { start: 0, words: 'went', before: 'goed', text: { en: '', id: '' }, category: 'tense', kind: 'a' }
  expect(summarise([turn('I went.', [], { praise }), turn('He went.', [], { praise })]).praise).toHaveLength(1)
})

test('nothing is quoted of a turn that was answered by rule, failed, or runs still', () => {
  const text = 'I would like to tell you something.'
  const views = [
    turn(text, [], { corrections: null }),
    turn(text, [], { state: 'failed' }),
    turn(text, [], { state: 'streaming' }),
  ]
  expect(summarise(views)).toMatchObject({ sentences: 0, best: [], used: [], words: 0 })
})

test('a talk without a turn has an empty summary', () => {
  expect(summarise([])).toMatchObject({ sentences: 0, right: 0, corrections: [], others: 0, praise: [] })
})
