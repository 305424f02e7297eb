// Tokens in cookies that no script can read (HttpOnly, SameSite=Strict): the service sets them at `/session` (docs/security.md).

import { Refused } from './errors'
import { once, refusal } from './http'
import { type Keeper, session, signedInAgain, type User } from './session'

interface Answer {
  data: { user: User; operator: boolean; expires: string }
}

export const cookieKeeper: Keeper = {
  headers: async () => ({}),

  async restore() {
    let response = await once('GET', '/session')
    if (response.status === 401) response = await once('POST', '/session/refresh')
    if (response.ok) await enter(response)
    else if (response.status === 401) session.set({ state: 'out' })
    else throw await refusal(response)
  },

  async signIn(username, password) {
    const response = await once('POST', '/session', { body: { username, password } })
    if (!response.ok) throw await refusal(response)
    await enter(response)
  },

  async renew(signal) {
    await navigator.locks.request('tutorfleet.renew', async () => {
      const still = await once('GET', '/session')
      const response = still.ok ? still : await once('POST', '/session/refresh')
      if (response.ok) return enter(response)
      if (response.status !== 401) throw await refusal(response)
      session.set((now) =>
        now.state === 'in' ? { ...now, state: 'expired' } : now.state === 'expired' ? now : { state: 'out' },
      )
    })
    if (session.get().state === 'expired') await signedInAgain(signal)
    if (session.get().state === 'out') throw new Refused(401, 'signed out')
  },

  async signOut(everywhere) {
    const response = await once('DELETE', everywhere ? '/session?everywhere=true' : '/session')
    if (!response.ok && response.status !== 401) throw await refusal(response)
    session.set({ state: 'out' })
  },

  async changePassword(previous, proposed) {
    const response = await once('POST', '/session/password', { body: { previous, proposed } })
    if (!response.ok) throw await refusal(response)
  },
}

async function enter(response: Response): Promise<void> {
  const { data } = (await response.json()) as Answer
  session.set({ state: 'in', user: data.user, operator: data.operator })
}
