// Tabs of one browser share its cookies, so they share who is signed in: who leaves in one leaves in all, and who signs in again
// in one goes on in all. Tabs that keep their own tokens (token_keeper.ts) are each for themselves.

import { queries } from './queries'
import { keeper, type Session, session } from './session'

type News = 'in' | 'out'

/** Tell the other tabs, and hear them. What one heard it may tell again: who knows it already does nothing. */
export function startTabs(): void {
  if (!('BroadcastChannel' in window)) return
  const channel = new BroadcastChannel('tutorfleet.session')
  onChange((before, now) => {
    const news = newsOf(before, now)
    if (news) channel.postMessage(news)
  })
  channel.addEventListener('message', ({ data }: MessageEvent<News>) => {
    if (data === 'out') session.set((now) => (now.state === 'out' ? now : { state: 'out' }))
    else void keeper().restore().catch(nothing)
  })
}

/** What the fleet answered one learner is never shown to the next. */
export function startForgetting(): void {
  onChange((before, now) => {
    if (owner(now) !== owner(before)) queries.clear()
  })
}

export function newsOf(before: Session, now: Session): News | undefined {
  if (now.state === 'out' && before.state !== 'out' && before.state !== 'unknown') return 'out'
  if (now.state === 'in' && (before.state === 'out' || before.state === 'expired')) return 'in'
  return undefined
}

function onChange(heard: (before: Session, now: Session) => void): void {
  let before = session.get()
  session.subscribe(() => {
    const now = session.get()
    const was = before
    before = now
    heard(was, now)
  })
}

function owner(now: Session): string | undefined {
  return now.state === 'in' || now.state === 'expired' ? now.user.sub : undefined
}

function nothing(): void {}
