// What one of these pages hands to the next: the address in the history (never in the address bar, which servers log), and the
// password in memory only, so that whoever confirmed an address need not type it again.

import { useHistoryState } from 'wouter/use-browser-location'

let held: { email: string; password: string } | undefined

export function hold(email: string, password: string): void {
  held = { email, password }
}

/** The password of this address, once. */
export function take(email: string): string | undefined {
  const found = held?.email === email ? held.password : undefined
  held = undefined
  return found
}

export interface Handed {
  email: string
  /** what was done on the page before */
  done: string
}

export function useHanded(): Handed {
  const state = useHistoryState<Partial<Record<keyof Handed, unknown>> | null>()
  return { email: text(state?.email), done: text(state?.done) }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
