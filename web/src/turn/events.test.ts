import { expect, test } from 'vitest'
import type { DoneEvent, Edit, TurnEvent } from '@/api/types'
import { ended, fold, fresh, leaves, type TurnView } from './events'

const edit: Edit = {
  start: 12,
  end: 14,
  original: 'go',
  replacement: 'went',
  category: 'tense',
  rule: 'past-time',
  confidence: 0.93,
  reason: { en: 'A time in the past.', id: 'Waktu lampau.' },
  place: 1,
}
const praise = {
  start: 0,
  words: 'I went',
  before: 'I go',
  text: { en: 'Well done.', id: 'Bagus.' },
  category: 'tense',
  kind: 'tense:past',
}
const cefr = { low: 'A1', high: 'A2', sentences: 1, needed: 14, evidence: ['6 different words'] }
const scores = { grammar: 38 } as never
const seam = {
  at: 5,
  from_region: 'us-east-1',
  from_worker: 'a',
  to_region: 'us-west-2',
  to_worker: 'b',
  reason: 'it ended',
}
const explained = { explained: [{ edit: 0, text: 'Because.' }], most_important: 0 }

const stream: TurnEvent[] = [
  { seq: 0, type: 'turn', ms: 0, turn: 't', conversation: 'c', region: 'us-east-1', model: 'orca-mini' },
  { seq: 1, type: 'corrections', ms: 105, source: 'rules', edits: [edit], more: 1, corrected: 'Yesterday I went.' },
  { seq: 2, type: 'praise', ms: 106, ...praise },
  { seq: 3, type: 'scores', ms: 107, scores, cefr, needed: 14 },
  { seq: 4, type: 'memory', ms: 133, memories: [{ id: 'm', text: 'You wrote go.' }] },
  { seq: 5, type: 'reply', ms: 259, text: 'Hello' },
  { seq: 6, type: 'seam', ms: 300, ...seam },
  { seq: 7, type: 'reply', ms: 310, text: ' there' },
  { seq: 8, type: 'reply', ms: 320, text: '', end: true },
  { seq: 9, type: 'explanation', ms: 552, ...explained },
]
const done: DoneEvent = {
  seq: 10,
  type: 'done',
  ms: 645,
  turn: 't',
  conversation: 'c',
  region: 'us-east-1',
  model: 'orca-mini',
  reply: 'Hello there',
  corrections: [edit],
  corrected: 'Yesterday I went.',
  more: 1,
  praise,
  explanation: explained,
  scores,
  cefr,
  needed: 14,
  seams: [seam],
  memories: { used: ['m'], stored: [] },
  stopped: false,
  failed: false,
  timings_ms: { first_correction: 105, first_word: 259, done: 645 },
}
const begun = fresh('t', 'Yesterday I go.', '2026-11-21T02:00:00Z')
const told = (events: TurnEvent[], from: TurnView = begun) => events.reduce(fold, from)

test('the stream makes the view that the stored `done` makes, but for the texts of memories', () => {
  const stored = fold(begun, done)
  expect(told([...stream, done])).toEqual({ ...stored, memories: [{ id: 'm', text: 'You wrote go.' }] })
  expect(stored.memories).toEqual([{ id: 'm', text: null }])
})

test('what the stream told before `done` is what `done` says again', () => {
  const { state, timings, from, spoken: _, ...before } = told(stream)
  expect([state, from, timings.done]).toEqual(['streaming', 10, null])
  expect(told([...stream, done])).toMatchObject(before)
})

test('events that come twice change nothing', () => {
  const halfway = told(stream.slice(0, 6))
  expect(told(stream.slice(2, 6), halfway)).toBe(halfway)
  expect(told(stream, halfway).reply).toBe('Hello there')
})

test('an event of a type that this page does not know is passed over', () => {
  const view = told([...stream.slice(0, 6), { seq: 6, type: 'weather', ms: 1, sky: 'blue' } as never])
  expect(view).toMatchObject({ reply: 'Hello', from: 7 })
})

test('an event whose fields are missing does no harm', () => {
  const view = told(['corrections', 'memory', 'reply', 'done'].map((type, seq) => ({ seq, type, ms: 1 }) as never))
  expect(view).toMatchObject({ state: 'done', memories: [], reply: '', corrections: { edits: [], more: 0 } })
})

test('a gap is seen, except before `done`, which has everything', () => {
  expect(leaves(begun, stream[1] as TurnEvent)).toBe(true)
  expect(leaves(begun, stream[0] as TurnEvent)).toBe(false)
  expect(leaves(begun, done)).toBe(false)
})

test.each([
  ['stopped', { stopped: true }],
  ['failed', { failed: true, message: 'nobody answers' }],
  ['done', {}],
])('a turn ends as %s', (state, part) => {
  const view = fold(begun, { ...done, ...part })
  expect([view.state, ended(view)]).toEqual([state, true])
})

test('a failure keeps its reason and the words that came', () => {
  const failed = { ...done, failed: true, message: 'nobody answers', reply: 'Hello' }
  expect(fold(begun, failed)).toMatchObject({ error: { message: 'nobody answers' }, reply: 'Hello' })
})

test('a turn without corrections (a crisis) has none, not an empty list', () => {
  const silent = { ...done, corrections: [], timings_ms: { ...done.timings_ms, first_correction: null } }
  expect(fold(begun, silent).corrections).toBeNull()
})

test('nothing changes a turn that has ended', () => {
  const view = fold(begun, done)
  expect(fold(view, { seq: 11, type: 'reply', ms: 1, text: 'more' })).toBe(view)
})
