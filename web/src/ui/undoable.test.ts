import { beforeEach, expect, test, vi } from 'vitest'
import { toasts } from './toasts'
import { leaving, removeWithUndo } from './undoable'

beforeEach(() => {
  vi.useFakeTimers()
  leaving.set(new Set())
})

test('it is out of sight at once and deleted later', () => {
  const remove = vi.fn(async () => {})
  removeWithUndo('a', 'gone', remove)
  expect(leaving.get()).toEqual(new Set(['a']))
  expect(remove).not.toHaveBeenCalled()
  vi.advanceTimersByTime(10_000)
  expect(remove).toHaveBeenCalledOnce()
})

test('what is undone stays and is never deleted', () => {
  const remove = vi.fn(async () => {})
  removeWithUndo('a', 'gone', remove)
  toasts.get().at(-1)?.action?.run()
  vi.advanceTimersByTime(10_000)
  expect(leaving.get().size).toBe(0)
  expect(remove).not.toHaveBeenCalled()
})

test('a page that goes deletes at once, and once', () => {
  const remove = vi.fn(async () => {})
  removeWithUndo('a', 'gone', remove)
  dispatchEvent(new Event('pagehide'))
  vi.advanceTimersByTime(10_000)
  expect(remove).toHaveBeenCalledOnce()
})

test('what cannot be deleted comes back', async () => {
  removeWithUndo('a', 'gone', () => Promise.reject(new Error('no')))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(leaving.get().size).toBe(0)
})
