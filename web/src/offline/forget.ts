// Answers that the service worker keeps are for the learner who is signed in: they go with the sign-out, and before somebody else
// is shown anything. A computer may be shared.

import { type Session, session } from '@/api/session'
import { ANSWERS_OF } from './ways'

export function startForgettingAnswers(): void {
  const look = () => void forgetFor(session.get()).catch(() => undefined)
  look()
  session.subscribe(look)
}

async function forgetFor(now: Session): Promise<void> {
  if (!('caches' in globalThis)) return
  const gone = strangers(await caches.keys(), now)
  await Promise.all(gone.map((name) => caches.delete(name)))
}

/** Names of caches that are not for whoever is here now. While nobody knows who is here, none. Pure. */
export function strangers(names: readonly string[], now: Session): string[] {
  if (now.state === 'unknown') return []
  const own = 'user' in now ? ANSWERS_OF + now.user.sub : null
  return names.filter((name) => name.startsWith(ANSWERS_OF) && name !== own)
}
