import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Refused, Unreachable } from './errors'
import { session } from './session'
import { tokenKeeper } from './token_keeper'

const ID = `x.${btoa(JSON.stringify({ sub: '7', name: 'Ayu', email: 'ayu@example.com' }))}.x`
const asked: { action: string; body: Record<string, unknown> }[] = []
let fail: { action: string; kind?: string } | undefined
let challenge = false

function answer(action: string): Response {
  if (fail?.action === action) {
    if (!fail.kind) throw new TypeError('no network')
    return Response.json({ __type: fail.kind, message: 'no' }, { status: 400 })
  }
  if (challenge) return Response.json({ ChallengeName: 'SMS_MFA' })
  return Response.json({ AuthenticationResult: { IdToken: ID, AccessToken: 'access', RefreshToken: 'refresh' } })
}

beforeEach(async () => {
  asked.length = 0
  fail = undefined
  challenge = false
  vi.stubGlobal('fetch', async (path: string, options?: RequestInit) => {
    if (path === '/config.json') return Response.json({ cognito: '/', clientId: 'page', api: '' })
    const action = new Headers(options?.headers).get('x-amz-target')?.split('.')[1] ?? ''
    asked.push({ action, body: JSON.parse(String(options?.body)) })
    return answer(action)
  })
  await tokenKeeper.signIn('ayu@example.com', 'Correct-horse-1')
})

afterEach(async () => {
  fail = undefined
  await tokenKeeper.signOut(false)
  vi.unstubAllGlobals()
})

test('a request carries the id token', async () => {
  expect(session.get()).toMatchObject({ state: 'in', user: { sub: '7' } })
  expect(await tokenKeeper.headers()).toEqual({ authorization: `Bearer ${ID}` })
})

test('only the refresh token lies in the storage of the tab', () => {
  expect({ ...sessionStorage }).toEqual({ 'tutorfleet.refresh': 'refresh' })
})

test('it is renewed by the refresh token', async () => {
  await tokenKeeper.renew()
  expect(asked.at(-1)?.body).toMatchObject({
    ClientId: 'page',
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: 'refresh' },
  })
})

test('a refresh token that no longer holds asks for the password, and is forgotten', async () => {
  fail = { action: 'InitiateAuth', kind: 'NotAuthorizedException' }
  await tokenKeeper.restore()
  expect(session.get().state).toBe('expired')
  expect(sessionStorage.length).toBe(0)
})

test('an issuer that is away ends nothing', async () => {
  fail = { action: 'InitiateAuth' }
  await expect(tokenKeeper.restore()).rejects.toBeInstanceOf(Unreachable)
  expect(session.get().state).toBe('in')
  expect(sessionStorage.length).toBe(1)
})

test('an account that needs a second factor is told so', async () => {
  challenge = true
  await expect(tokenKeeper.signIn('ayu@example.com', 'x')).rejects.toMatchObject({
    kind: 'Challenge',
    message: 'SMS_MFA',
  })
})

test('signing out revokes the token and keeps nothing', async () => {
  await tokenKeeper.signOut(false)
  expect(asked.at(-1)).toEqual({ action: 'RevokeToken', body: { ClientId: 'page', Token: 'refresh' } })
  expect(await tokenKeeper.headers()).toEqual({})
  expect(sessionStorage.length).toBe(0)
})

test('signing out everywhere takes a fresh access token', async () => {
  await tokenKeeper.signOut(true)
  expect(asked.map((each) => each.action)).toEqual(['InitiateAuth', 'InitiateAuth', 'GlobalSignOut'])
})

test('a wrong password until now is refused with its kind', async () => {
  fail = { action: 'ChangePassword', kind: 'NotAuthorizedException' }
  await expect(tokenKeeper.changePassword('a', 'b')).rejects.toBeInstanceOf(Refused)
})
