import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { appoint, enter, type Keeper, session } from '@/api/session'
import { change, settings } from '@/state/settings'
import { chosen, EVERY_MS, failedOver, fleet, measured, measures, stateNow, told, watch } from './choice'

const keeper = { headers: async () => ({}) } as unknown as Keeper
const asked: string[] = []
let away: string[] = []

function answer(path: string): Response {
  if (path === '/config.json') return Response.json({ auth: 'cookie', api: '', regions: ['home', 'far'] })
  const region = path.split('/')[1] ?? ''
  if (away.includes(region)) return new Response('', { status: 503 })
  return Response.json({ models: [{ name: 'small:latest', digest: 'a', details: { family: 'llama' } }] })
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return answer(path)
  })
  asked.length = 0
  away = []
  appoint(keeper)
  enter({ sub: '7', name: 'Ayu', email: '' }, false)
  change({ region: null, model: null })
  measures.set({})
  fleet.set({ regions: [], health: {}, dropped: [] })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  session.set({ state: 'unknown' })
})

async function look(): Promise<void> {
  const stop = watch()
  await vi.advanceTimersByTimeAsync(10)
  stop()
}

function tags(): number {
  return asked.filter((path) => path.endsWith('/tags')).length
}

test('before anything is known the fleet chooses', () => {
  change({ region: 'home', model: 'small' })
  expect(chosen()).toEqual({ region: null, model: null })
})

test('each region is asked once, however many look, and again after half a minute', async () => {
  const stops = [watch(), watch()]
  await vi.advanceTimersByTimeAsync(10)
  expect(tags()).toBe(2)
  await vi.advanceTimersByTimeAsync(EVERY_MS)
  expect(tags()).toBe(4)
  for (const stop of stops) stop()
  await vi.advanceTimersByTimeAsync(3 * EVERY_MS)
  expect(tags()).toBe(4)
})

test('a hidden page asks nothing, and asks at once when it is seen again', async () => {
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  const stop = watch()
  await vi.advanceTimersByTimeAsync(3 * EVERY_MS)
  expect(tags()).toBe(0)
  hidden.mockReturnValue(false)
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.advanceTimersByTimeAsync(10)
  expect(tags()).toBe(2)
  stop()
})

test('the learner’s choice is asked while it is there', async () => {
  await look()
  change({ region: 'far', model: 'small' })
  expect(chosen()).toEqual({ region: 'far', model: 'small' })
})

test('a chosen region that is away is not asked, and the choice is kept', async () => {
  away = ['far']
  change({ region: 'far' })
  await look()
  expect(stateNow('far')).toBe('away')
  expect(chosen().region).toBe('home')
  expect(settings.get().region).toBe('far')
})

test('a region and a model that the fleet no longer has are dropped, and the learner is told', async () => {
  change({ region: 'mars', model: 'gone' })
  await look()
  expect(settings.get()).toMatchObject({ region: null, model: null })
  expect(fleet.get().dropped).toEqual(['mars', 'gone'])
  told()
  expect(fleet.get().dropped).toEqual([])
})

test('a model is not dropped while a region that may have it is away', async () => {
  away = ['far']
  change({ model: 'of-far' })
  await look()
  expect(settings.get().model).toBe('of-far')
})

test('a region that a reply had to leave is not asked first for a minute', async () => {
  await look()
  failedOver('home')
  expect(chosen().region).toBe('far')
  await vi.advanceTimersByTimeAsync(61_000)
  expect(chosen().region).toBe('home')
})

test('what was measured decides, and nothing that is no time', async () => {
  await look()
  for (const ms of [900, 800, 850]) measured('home', ms)
  for (const ms of [100, 120, 110]) measured('far', ms)
  measured('far', null)
  expect(measures.get().far).toEqual([100, 120, 110])
  expect(chosen().region).toBe('far')
})

test('nobody who is signed out asks', async () => {
  session.set({ state: 'out' })
  await look()
  expect(tags()).toBe(0)
})
