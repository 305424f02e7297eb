// Tokens in this page, for accounts of a foreign issuer (Cognito on AWS), which sets no cookie of ours. A script that somebody
// smuggled into this page could read them; what keeps it out is the content-security policy, which runs files of ours only.
// Id and access token live in memory, an hour at most. The refresh token lies in sessionStorage: it survives a reload, belongs to
// one tab, and ends with it or with the sign-out. A new tab signs in by itself. docs/security.md compares both ways.

import { cognito } from './cognito'
import { Refused } from './errors'
import { type Learner, learner } from './id_token'
import { onceAtATime } from './once_at_a_time'
import { enter, expire, type Keeper, session, signedInAgain } from './session'

interface Result {
  IdToken: string
  AccessToken: string
  /** after a password only */
  RefreshToken?: string
}
interface Answer {
  AuthenticationResult?: Result
  /** the issuer wants something that this page does not ask for, such as a second factor */
  ChallengeName?: string
}

const REFRESH = 'tutorfleet.refresh'
let held: { id: string; access: string } | undefined

export const tokenKeeper: Keeper = {
  async headers() {
    return held ? { authorization: `Bearer ${held.id}` } : {}
  },

  async restore() {
    await refresh()
  },

  async signIn(username, password) {
    const parameters = { USERNAME: username, PASSWORD: password }
    accept(await cognito<Answer>('InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: parameters }))
  },

  async renew(signal) {
    await onceAtATime('tutorfleet.renew.tab', refresh)
    if (session.get().state === 'expired') await signedInAgain(signal)
    if (session.get().state === 'out') throw new Refused(401, 'signed out')
  },

  async signOut(everywhere) {
    const token = read()
    if (everywhere) await cognito('GlobalSignOut', { AccessToken: await freshAccess() })
    else if (token) await cognito('RevokeToken', { Token: token })
    forget()
    session.set({ state: 'out' })
  },

  async changePassword(previous, proposed) {
    const passwords = { PreviousPassword: previous, ProposedPassword: proposed }
    await cognito('ChangePassword', { AccessToken: await freshAccess(), ...passwords })
  },
}

/** An access token that has not expired. */
async function freshAccess(): Promise<string> {
  await tokenKeeper.renew()
  return held?.access ?? ''
}

/** New tokens by the refresh token; without a good one the session has expired. Raises Unreachable, Refused. */
async function refresh(): Promise<void> {
  const token = read()
  if (!token) return expire()
  try {
    const parameters = { REFRESH_TOKEN: token }
    accept(await cognito<Answer>('InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: parameters }))
  } catch (error) {
    if (!(error instanceof Refused) || error.kind !== 'NotAuthorizedException') throw error
    forget()
    expire()
  }
}

function accept({ AuthenticationResult: result, ChallengeName }: Answer): void {
  if (!result) throw new Refused(403, ChallengeName ?? '', { kind: 'Challenge' })
  const found: Learner | null = learner(result.IdToken)
  if (!found) throw new Refused(502, 'the id token names nobody')
  held = { id: result.IdToken, access: result.AccessToken }
  if (result.RefreshToken) keep(result.RefreshToken)
  enter(found.user, found.operator)
}

function read(): string | null {
  try {
    return sessionStorage.getItem(REFRESH)
  } catch {
    return null
  }
}

function keep(token: string): void {
  try {
    sessionStorage.setItem(REFRESH, token)
  } catch {
    // no storage: the session lives as long as this page
  }
}

function forget(): void {
  held = undefined
  try {
    sessionStorage.removeItem(REFRESH)
  } catch {
    // there was none
  }
}
