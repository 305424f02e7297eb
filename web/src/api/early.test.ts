import { afterEach, expect, test } from 'vitest'
import { takeEarly } from './early'

const page = globalThis as { tutorfleetEarly?: Record<string, Promise<Response>> }

afterEach(() => {
  delete page.tutorfleetEarly
})

test('nobody asked: nothing is there', async () => {
  expect(await takeEarly('config')).toBeUndefined()
})

test('an answer is had once', async () => {
  const answer = new Response('{}')
  page.tutorfleetEarly = { session: Promise.resolve(answer) }
  expect(await takeEarly('session')).toBe(answer)
  expect(await takeEarly('session')).toBeUndefined()
})

test('what went wrong is asked again by whoever wants it', async () => {
  page.tutorfleetEarly = { config: Promise.reject(new TypeError('Failed to fetch')) }
  expect(await takeEarly('config')).toBeUndefined()
})
