// Tokens in cookies that no script can read (HttpOnly, SameSite=Strict): the service sets them at `/session`, and they count only
// beside the header that this page sends (docs/security.md). This page knows the learner's name, never a token.
// A start without a network shows whom it saw last (last_seen.ts); the fleet decides as soon as it is there.

import { takeEarly } from './early'
import { Refused, Unreachable } from './errors'
import { once, refusal, send } from './http'
import { lastSeen } from './last_seen'
import { onceAtATime } from './once_at_a_time'
import { enter, expire, type Keeper, session, signedInAgain, type User } from './session'

interface Answer {
  data: { user: User; operator: boolean; expires: string } | null
}

export const cookieKeeper: Keeper = {
  headers: async () => ({ 'x-tutorfleet-page': '1' }),

  async restore() {
    try {
      const response = await current()
      if (response.ok) await accept(response)
      else if (response.status === 401) expire()
      else throw await refusal(response)
    } catch (error) {
      const seen = lastSeen.get()
      if (error instanceof Unreachable && seen && session.get().state === 'unknown') enter(seen, false)
      throw error
    }
  },

  async signIn(username, password) {
    await accept(await good(once('POST', '/session', { body: { username, password } })))
  },

  async renew(signal) {
    await onceAtATime('tutorfleet.renew', async () => {
      const response = await current()
      if (response.ok) await accept(response)
      else if (response.status === 401) expire()
      else throw await refusal(response)
    })
    if (session.get().state === 'expired') await signedInAgain(signal)
    if (session.get().state === 'out') throw new Refused(401, 'signed out')
  },

  async signOut(everywhere) {
    if (everywhere) await send('DELETE', '/session?everywhere=true')
    else await good(once('DELETE', '/session'))
    session.set({ state: 'out' })
  },

  async changePassword(previous, proposed) {
    await send('POST', '/session/password', { body: { previous, proposed } })
  },
}

/** Who is signed in, with new tokens where the old ones have expired. */
async function current(): Promise<Response> {
  const still = (await takeEarly('session')) ?? (await once('GET', '/session'))
  return still.status === 401 ? once('POST', '/session/refresh') : still
}

async function accept(response: Response): Promise<void> {
  const { data } = (await response.json()) as Answer
  if (data) enter(data.user, data.operator)
  else expire()
}

async function good(answer: Promise<Response>): Promise<Response> {
  const response = await answer
  if (!response.ok) throw await refusal(response)
  return response
}
