import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cookieKeeper } from './cookie_keeper'
import { Refused, Unreachable } from './errors'
import { ask } from './http'
import { lastSeen } from './last_seen'
import { appoint, session } from './session'

const ayu = { sub: '7', name: 'Ayu', email: 'ayu@example.com' }
const here = { state: 'in', user: ayu, operator: false }
/** a good answer that names nobody */
const NOBODY = 204
const asked: string[] = []
/** what the fleet answers to each request, in order; the last answer stays */
let answers: Record<string, number[]> = {}

function status(request: string): number {
  const left = answers[request] ?? [200]
  return (left.length > 1 ? left.shift() : left[0]) ?? 200
}

beforeEach(() => {
  asked.length = 0
  answers = {}
  vi.stubGlobal('fetch', async (path: string, options?: RequestInit) => {
    if (path === '/config.json') return Response.json({ api: '' })
    const request = `${options?.method} ${path}`
    asked.push(request)
    const found = status(request)
    if (found === 0) throw new TypeError('no network')
    if (found === NOBODY) return Response.json({ data: null })
    const data = path.startsWith('/session') ? { user: ayu, operator: false, expires: '' } : { words: 1 }
    return Response.json(found === 200 ? { data } : { message: 'no', kind: 'NotAuthorizedException' }, {
      status: found,
    })
  })
  appoint(cookieKeeper)
  lastSeen.set(null)
  session.set({ state: 'unknown' })
})

afterEach(() => vi.unstubAllGlobals())

test('a session that is good is taken up', async () => {
  await cookieKeeper.restore()
  expect(session.get()).toEqual(here)
  expect(asked).toEqual(['GET /session'])
})

test('tokens that have expired are renewed at the start', async () => {
  answers['GET /session'] = [401]
  await cookieKeeper.restore()
  expect(session.get()).toEqual(here)
})

test('nobody is signed in, and nothing more is asked', async () => {
  answers['GET /session'] = [NOBODY]
  await cookieKeeper.restore()
  expect(session.get()).toEqual({ state: 'out' })
  expect(asked).toEqual(['GET /session'])
})

test('a session that is over is not renewed', async () => {
  answers = { 'GET /session': [401], 'POST /session/refresh': [401] }
  await cookieKeeper.restore()
  expect(session.get()).toEqual({ state: 'out' })
})

test('a start without a network shows whom it saw last, without rights', async () => {
  answers['GET /session'] = [0]
  lastSeen.set({ ...ayu, email: '' })
  await expect(cookieKeeper.restore()).rejects.toBeInstanceOf(Unreachable)
  expect(session.get()).toEqual({ state: 'in', user: { ...ayu, email: '' }, operator: false })
})

test('a start without a network knows nobody on a new device', async () => {
  answers['GET /session'] = [0]
  await expect(cookieKeeper.restore()).rejects.toBeInstanceOf(Unreachable)
  expect(session.get()).toEqual({ state: 'unknown' })
})

test('a request whose token has expired is asked again with a new one', async () => {
  await cookieKeeper.restore()
  answers = { 'GET /me/words': [401, 200], 'GET /session': [401] }
  await expect(ask('GET', '/me/words')).resolves.toEqual({ words: 1 })
})

test('requests that find out at once renew once', async () => {
  await cookieKeeper.restore()
  answers = { 'GET /me/words': [401, 401, 401, 200], 'GET /session': [401] }
  await Promise.all([1, 2, 3].map(() => ask('GET', '/me/words')))
  expect(asked.filter((each) => each === 'POST /session/refresh')).toHaveLength(1)
})

test('a request waits until the learner has signed in again', async () => {
  await cookieKeeper.restore()
  answers = { 'GET /me/words': [401, 200], 'GET /session': [401], 'POST /session/refresh': [401] }
  const words = ask('GET', '/me/words')
  await vi.waitFor(() => expect(session.get().state).toBe('expired'))
  await cookieKeeper.signIn(ayu.email, 'Correct-horse-1')
  await expect(words).resolves.toEqual({ words: 1 })
})

test('a request is given up when the learner leaves', async () => {
  await cookieKeeper.restore()
  answers = { 'GET /me/words': [401], 'GET /session': [401], 'POST /session/refresh': [401] }
  const words = ask('GET', '/me/words')
  await vi.waitFor(() => expect(session.get().state).toBe('expired'))
  await Promise.all([expect(words).rejects.toBeInstanceOf(Refused), cookieKeeper.signOut(false)])
})

test('a wrong password asks for nothing more', async () => {
  answers['POST /session'] = [401]
  await expect(cookieKeeper.signIn('x@example.com', 'wrong')).rejects.toMatchObject({ kind: 'NotAuthorizedException' })
  expect(asked).toEqual(['POST /session'])
})
