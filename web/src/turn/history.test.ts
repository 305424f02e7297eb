import { expect, test } from 'vitest'
import type { Message, TurnRow } from '@/api/types'
import { fresh, type TurnView } from './events'
import { arranged, type Item, joined, viewOf } from './history'

const row = (id: string, more: Partial<TurnRow> = {}): TurnRow => ({
  id,
  state: 'done',
  text: `text ${id}`,
  begunAt: '2026-11-21T02:00:00Z',
  endedAt: null,
  done: null,
  ...more,
})
const said = (turn: string): Message[] => [
  { id: `u${turn}`, role: 'user', content: `text ${turn}`, turn },
  { id: `a${turn}`, role: 'assistant', content: 'reply', turn },
]
const note: Message = { id: 'n', role: 'assistant', content: 'Welcome' }
const ids = (items: readonly Item[]) => items.map(({ id }) => id)

test('a turn stands where its messages stand, and a message of another client is itself', () => {
  const { items } = joined([note, ...said('1'), note, ...said('2')], [row('1'), row('2')], true)
  expect(items.map(({ kind, id }) => [kind, id])).toEqual([
    ['message', '0:n'],
    ['turn', '1'],
    ['message', '3:n'],
    ['turn', '2'],
  ])
})

test('what stands before the first loaded turn waits for its page', () => {
  const messages = [note, ...said('1'), ...said('2')]
  expect(joined(messages, [row('2')], false)).toMatchObject({ items: [{ id: '2' }], older: true })
  expect(joined(messages, [row('1'), row('2')], true)).toMatchObject({ older: false })
})

test('a page that happens to reach the first message has nothing older', () => {
  expect(joined(said('1'), [row('1')], false).older).toBe(false)
})

test('a running turn, which has no messages yet, stands last', () => {
  const { items } = joined(said('1'), [row('1'), row('2', { state: 'running' })], true)
  expect(ids(items)).toEqual(['1', '2'])
})

test('a turn that a client wrote over stays away', () => {
  expect(joined([note], [row('1')], true).items).toMatchObject([{ kind: 'message' }])
})

test('an attempt to replace that failed is shown only as long as nothing came after it', () => {
  const failed = row('2', { state: 'failed', replaces: '1' })
  expect(ids(joined(said('1'), [row('1'), failed], true).items)).toEqual(['1', '2'])
  expect(ids(joined([...said('1'), ...said('3')], [row('1'), failed, row('3')], true).items)).toEqual(['1', '3'])
})

test('messages without an id, or with the same, are told apart', () => {
  const { items } = joined([{ ...note, id: undefined as never }, note, note], [], true)
  expect(new Set(ids(items)).size).toBe(3)
})

test('content of any type is shown as text', () => {
  const odd = { ...note, content: 7 as never }
  expect(joined([odd, { ...note, content: null as never }], [], true).items).toMatchObject([
    { text: '7' },
    { text: '' },
  ])
})

test('an ended turn without its `done` keeps its state', () => {
  expect(viewOf(row('1', { state: 'failed' }))).toMatchObject({ state: 'failed', text: 'text 1' })
})

test('a running turn is to be read from its first event', () => {
  expect(viewOf(row('1', { state: 'running' }))).toMatchObject({ state: 'streaming', from: 0 })
})

const view = (turn: string, more: Partial<TurnView> = {}): TurnView => ({ ...fresh(turn, '', '', 'done'), ...more })
const shown = (...views: TurnView[]) => {
  const items = views.map(({ turn }): Item => ({ kind: 'turn', id: turn }))
  return ids(arranged(items, (id) => views.find(({ turn }) => turn === id)))
}

test.each(['unsent', 'sending', 'streaming', 'done'] as const)('a turn that is %s hides what it replaces', (state) => {
  expect(shown(view('1'), view('2'), view('3'), view('4', { replaces: '2', state }))).toEqual(['1', '4'])
})

test('what was to be replaced is there again when the new turn failed', () => {
  expect(shown(view('1'), view('2', { replaces: '1', state: 'failed' }))).toEqual(['1', '2'])
})

test('a stop before the first word replaces nothing, a stop after it does', () => {
  const stopped = view('2', { replaces: '1', state: 'stopped' })
  expect(shown(view('1'), stopped)).toEqual(['1', '2'])
  expect(shown(view('1'), { ...stopped, reply: 'Hello' })).toEqual(['2'])
})

test('a turn whose predecessor is not loaded hides nothing', () => {
  expect(shown(view('1'), view('2', { replaces: 'x' }))).toEqual(['1', '2'])
})
