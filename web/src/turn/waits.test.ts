import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { alone, backoff, nap, wake, whenBack } from './waits'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('waits grow, and have an end', () => {
  expect([0, 1, 2].map((count) => backoff(count, 0.5))).toEqual([400, 800, 1600])
  expect(backoff(1000, 1)).toBeLessThanOrEqual(10_400)
})

test('two pages do not ask in step', () => {
  expect(backoff(3, 0)).toBeLessThan(backoff(3, 1))
})

test('a nap ends with its time', async () => {
  const done = nap(1_000, new AbortController().signal)
  await vi.advanceTimersByTimeAsync(1_000)
  await expect(done).resolves.toBeUndefined()
})

test('a nap ends when it is woken', async () => {
  const done = nap(1_000_000, new AbortController().signal)
  wake()
  await expect(done).resolves.toBeUndefined()
})

test('a nap ends with its page', async () => {
  const over = new AbortController()
  const done = nap(1_000_000, over.signal)
  over.abort(new Error('closed'))
  await expect(done).rejects.toThrow('closed')
  await expect(nap(1, over.signal)).rejects.toThrow('closed')
})

test('the network that is back is heard until nobody listens', () => {
  const heard = vi.fn()
  const leave = whenBack(heard)
  dispatchEvent(new Event('online'))
  document.dispatchEvent(new Event('visibilitychange'))
  leave()
  dispatchEvent(new Event('online'))
  expect(heard).toHaveBeenCalledTimes(2)
})

test('a browser without locks goes on without', async () => {
  vi.stubGlobal('navigator', {})
  await expect(alone('x', new AbortController().signal, async () => 7)).resolves.toBe(7)
})
