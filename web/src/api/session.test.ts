import { beforeEach, expect, test } from 'vitest'
import { Refused } from './errors'
import { enter, expire, me, session, signedInAgain } from './session'

const ayu = { sub: '7', name: 'Ayu', email: 'ayu@example.com' }
const budi = { sub: '8', name: 'Budi', email: 'budi@example.com' }

beforeEach(() => session.set({ state: 'unknown' }))

test('whoever was here is asked again in place, nobody else', () => {
  expire()
  expect(session.get()).toEqual({ state: 'out' })
  enter(ayu, true)
  expire()
  expect(session.get()).toEqual({ state: 'expired', user: ayu, operator: true })
  expect(me()).toBe(ayu)
})

test('the same learner leaves the store as it is', () => {
  enter(ayu, false)
  const before = session.get()
  enter({ ...ayu }, false)
  expect(session.get()).toBe(before)
})

test('a request goes on when the learner is back', async () => {
  enter(ayu, false)
  expire()
  const back = signedInAgain()
  enter(ayu, false)
  await expect(back).resolves.toBeUndefined()
})

test.each([
  ['the learner leaves', () => session.set({ state: 'out' })],
  ['somebody else comes', () => enter(budi, false)],
])('a request is given up when %s', async (_, happen) => {
  enter(ayu, false)
  expire()
  const back = signedInAgain()
  happen()
  await expect(back).rejects.toBeInstanceOf(Refused)
})

test('a request that is given up waits no longer', async () => {
  enter(ayu, false)
  expire()
  const given = new AbortController()
  const back = signedInAgain(given.signal)
  given.abort()
  await expect(back).rejects.toMatchObject({ name: 'AbortError' })
  await expect(signedInAgain(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
})
