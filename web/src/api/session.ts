// Who is signed in, and who keeps the tokens. Everything else asks `keeper()` and reads the `session` store.
// On the fleet's own address the keeper is a cookie that no script can read (cookie_keeper.ts); where accounts are kept by a
// foreign issuer it is this page's memory (token_keeper.ts).

import { createStore } from '@/state/store'
import { Refused } from './errors'

export interface User {
  /** the learner's id in every path */
  sub: string
  name: string
  email: string
}

/** `expired`: the learner was signed in a moment ago and is asked for the password in place; requests wait. */
export type Session =
  | { state: 'unknown' }
  | { state: 'out' }
  | { state: 'in'; user: User; operator: boolean }
  | { state: 'expired'; user: User; operator: boolean }

export interface Keeper {
  /** What a request must carry beside the cookie. */
  headers(): Promise<Record<string, string>>
  /** Who is signed in from before; sets the store. Raises Unreachable, Refused. */
  restore(): Promise<void>
  /** Raises Refused (with `kind`), Unreachable. */
  signIn(username: string, password: string): Promise<void>
  /** A new id token; waits for the learner where it takes a password. One at a time, also over tabs. Raises Refused(401) when
   *  the learner leaves instead. */
  renew(signal?: AbortSignal): Promise<void>
  signOut(everywhere: boolean): Promise<void>
  /** Raises Refused: 403 or NotAuthorizedException is a wrong `previous`. */
  changePassword(previous: string, proposed: string): Promise<void>
}

export const session = createStore<Session>({ state: 'unknown' })

let current: Keeper | undefined

export function appoint(keeper: Keeper): void {
  current = keeper
}

export function keeper(): Keeper {
  if (!current) throw new Error('no keeper: main.tsx names one before the first request')
  return current
}

/** The learner of this page. Call it only where somebody is signed in. */
export function me(): User {
  const now = session.get()
  if (now.state === 'in' || now.state === 'expired') return now.user
  throw new Error('nobody is signed in')
}

/** Somebody is signed in. The same learner as before leaves the store as it is, so that nothing is drawn again. */
export function enter(user: User, operator: boolean): void {
  session.set((now) => {
    const same = now.state === 'in' && now.operator === operator && sameUser(now.user, user)
    return same ? now : { state: 'in', user, operator }
  })
}

/** The session has ended by itself: whoever was here is asked for the password in place. */
export function expire(): void {
  session.set((now) => {
    if (now.state === 'expired') return now
    return now.state === 'in' ? { ...now, state: 'expired' } : { state: 'out' }
  })
}

/** Resolves as soon as the learner of now is signed in again. Raises Refused(401) when they left, or somebody else came. */
export function signedInAgain(signal?: AbortSignal): Promise<void> {
  const { sub } = me()
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      leave()
      signal?.removeEventListener('abort', stop)
      end()
    }
    const stop = () => settle(() => reject(signal?.reason ?? new DOMException('given up', 'AbortError')))
    const look = () => {
      const now = session.get()
      if (now.state === 'in' && now.user.sub === sub) settle(resolve)
      else if (now.state === 'in' || now.state === 'out') settle(() => reject(new Refused(401, 'signed out')))
    }
    const leave = session.subscribe(look)
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) stop()
    else look()
  })
}

function sameUser(one: User, other: User): boolean {
  return one.sub === other.sub && one.name === other.name && one.email === other.email
}
