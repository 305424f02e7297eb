// Whom this browser saw last, so that a start without a network finds the learner's drafts and queue. The id and the name only:
// no token, no address. It goes with the sign-out.

import { keptStore } from '@/state/kept'
import { session, type User } from './session'

export const lastSeen = keptStore<User | null>('tutorfleet.learner', readUser)

/** Keep in mind who is here, who comes and who leaves. */
export function startLastSeen(): void {
  const look = () => {
    const now = session.get()
    if (now.state === 'in') lastSeen.set({ sub: now.user.sub, name: now.user.name, email: '' })
    else if (now.state === 'out') lastSeen.set(null)
  }
  look()
  session.subscribe(look)
}

/** A learner from anything; null if it is none. */
export function readUser(raw: unknown): User | null {
  if (typeof raw !== 'object' || raw === null) return null
  const { sub, name } = raw as Record<string, unknown>
  return typeof sub === 'string' && sub !== '' && typeof name === 'string' ? { sub, name, email: '' } : null
}
