import { expect, test, vi } from 'vitest'
import { frames } from './frames'

test('many changes in a frame are shown as one', () => {
  const drawn: FrameRequestCallback[] = []
  vi.stubGlobal('requestAnimationFrame', (act: FrameRequestCallback) => drawn.push(act))
  const store = frames(0)
  const heard = vi.fn()
  store.shown.subscribe(heard)
  for (let at = 1; at <= 100; at++) store.put(at)
  expect([store.shown.get(), store.latest(), drawn.length]).toEqual([0, 100, 1])
  drawn[0]?.(0)
  expect([store.shown.get(), heard.mock.calls.length]).toEqual([100, 1])
  vi.unstubAllGlobals()
})

test('an end is shown at once', () => {
  const store = frames(0)
  store.put(1, true)
  expect(store.shown.get()).toBe(1)
})

test('changes that come quickly are shown a few times a second', () => {
  vi.useFakeTimers()
  const store = frames(0)
  const heard = vi.fn()
  store.shown.subscribe(heard)
  for (let at = 1; at <= 100; at++) {
    store.put(at)
    vi.advanceTimersByTime(10)
  }
  vi.advanceTimersByTime(100)
  expect(store.shown.get()).toBe(100)
  expect(heard.mock.calls.length).toBeGreaterThan(12)
  expect(heard.mock.calls.length).toBeLessThan(25)
  vi.useRealTimers()
})
