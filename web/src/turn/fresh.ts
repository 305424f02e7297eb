// The id of a talk that has not begun: the same until its first message, so that what is typed at /talk is there after a reload.

import { draft } from './drafts'
import { newId } from './ids'

export function freshTalk(learner: string): string {
  const key = keyOf(learner)
  const kept = read(key)
  if (kept) return kept
  const made = newId()
  write(key, made)
  return made
}

/** This id is used now; the next talk gets another. */
export function began(learner: string, id: string): void {
  const key = keyOf(learner)
  if (read(key) === id) write(key, newId())
}

/** At the sign-out: an id without words says only who was here and goes; with words it stays, so that they are found again. */
export function forgetFresh(learner: string): void {
  const key = keyOf(learner)
  const id = read(key)
  if (id === undefined || draft(learner, id).get() !== '') return
  memory.delete(key)
  try {
    localStorage.removeItem(key)
  } catch {
    // no storage, so nothing is kept
  }
}

function keyOf(learner: string): string {
  return `tutorfleet.fresh.${learner}`
}

const memory = new Map<string, string>() // where there is no storage

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? memory.get(key)
  } catch {
    return memory.get(key)
  }
}

function write(key: string, id: string): void {
  memory.set(key, id)
  try {
    localStorage.setItem(key, id)
  } catch {
    // the id lives as long as this page
  }
}
