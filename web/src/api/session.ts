// Who is signed in, and who keeps the tokens. Everything else asks `keeper()` and reads the `session` store.
// On the fleet's own address the keeper is a cookie that no script can read (cookie_keeper.ts); where accounts are kept by a
// foreign issuer it is this page's memory (token_keeper.ts).

import { createStore } from '@/state/store'

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
  /** Who is signed in from before; sets the store. */
  restore(): Promise<void>
  /** Raises Refused (with `kind`), Unreachable. */
  signIn(username: string, password: string): Promise<void>
  /** A new id token; waits for the learner where it takes a password. One at a time, also over tabs. */
  renew(signal?: AbortSignal): Promise<void>
  signOut(everywhere: boolean): Promise<void>
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

/** Resolves as soon as somebody is signed in again. */
export function signedInAgain(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal?.reason ?? new DOMException('given up', 'AbortError'))
    const look = () => {
      if (session.get().state !== 'in') return
      leave()
      signal?.removeEventListener('abort', stop)
      resolve()
    }
    const leave = session.subscribe(look)
    signal?.addEventListener('abort', stop, { once: true })
    look()
  })
}
