// What an id token says of its learner. Pure; whether the token is genuine is the fleet's business, which checks it at every request.

import type { User } from './session'

export interface Learner {
  user: User
  operator: boolean
}

/** The learner of a token; null if it is none. */
export function learner(token: string): Learner | null {
  const claims = claimsOf(token)
  if (!claims || typeof claims.sub !== 'string') return null
  const user = { sub: claims.sub, name: text(claims.name), email: text(claims.email) }
  const groups = claims['cognito:groups'] ?? claims.groups
  return { user, operator: Array.isArray(groups) && groups.includes('operators') }
}

function claimsOf(token: string): Record<string, unknown> | null {
  try {
    const base64 = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
