import { beforeEach, expect, test, vi } from 'vitest'
import { type Entry, outbox } from './outbox'

const entry = (turn: string, more: Partial<Entry> = {}): Entry => ({
  turn,
  conversation: 'c',
  text: 'Hello',
  at: `2026-11-21T02:00:0${turn}Z`,
  ...more,
})

beforeEach(() => localStorage.clear())

test('entries are there again after a reload, the oldest first', () => {
  const first = outbox('ayu')
  first.put(entry('2'))
  first.put(entry('1'))
  expect(
    outbox('ayu')
      .entries()
      .map(({ turn }) => turn),
  ).toEqual(['1', '2'])
})

test('each learner has their own', () => {
  outbox('ayu').put(entry('1'))
  expect(outbox('budi').entries()).toEqual([])
})

test('one conversation is told from another', () => {
  const box = outbox('ayu')
  box.put(entry('1'))
  box.put(entry('2', { conversation: 'd' }))
  expect(box.entries('d')).toMatchObject([{ turn: '2' }])
})

test('an entry that is put again is changed', () => {
  const box = outbox('ayu')
  box.put(entry('1'))
  box.put(entry('1', { sent: true }))
  expect(box.entries()).toEqual([entry('1', { sent: true })])
})

test.each(['', '{', 'null', '7', '{"turn":"1"}', '{"turn":1,"conversation":"c","text":"x","at":"y"}'])(
  'broken storage (%s) is left out',
  (raw) => {
    localStorage.setItem('tutorfleet.outbox.ayu.1', raw)
    expect(outbox('ayu').entries()).toEqual([])
  },
)

test('where storage is full an entry lives as long as the page', () => {
  const box = outbox('ayu')
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  box.put(entry('1'))
  expect([box.find('1'), box.entries()]).toEqual([entry('1'), [entry('1')]])
  box.remove('1')
  expect(box.entries()).toEqual([])
})

test('changes of this tab and of others are heard', () => {
  const box = outbox('ayu')
  const heard = vi.fn()
  const leave = box.subscribe(heard)
  box.put(entry('1'))
  dispatchEvent(new StorageEvent('storage', { key: 'tutorfleet.outbox.ayu.2' }))
  dispatchEvent(new StorageEvent('storage', { key: 'tutorfleet.outbox.budi.2' }))
  leave()
  dispatchEvent(new StorageEvent('storage', { key: 'tutorfleet.outbox.ayu.2' }))
  expect(heard).toHaveBeenCalledTimes(2)
})
