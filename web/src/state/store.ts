// The smallest store: a value, a way to change it, and whoever listens. React reads it with `useStore`.

import { useSyncExternalStore } from 'react'

export interface Store<T> {
  get(): T
  set(next: T | ((now: T) => T)): void
  subscribe(listener: () => void): () => void
}

export function createStore<T>(first: T): Store<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      const made = typeof next === 'function' ? (next as (now: T) => T)(value) : next
      if (Object.is(made, value)) return
      value = made
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/**
 * Saves each value that is set here. What it gives sets a value that another tab has set, which is not saved again: that tab may
 * have set another one by now, and would lose it.
 */
export function mirrored<T>(store: Store<T>, save: (value: T) => void): (theirs: T) => void {
  let following = false
  store.subscribe(() => {
    if (!following) save(store.get())
  })
  return (theirs) => {
    following = true
    store.set(theirs)
    following = false
  }
}

export function useStore<T>(store: Store<T>): T
export function useStore<T, S>(store: Store<T>, select: (value: T) => S): S
export function useStore<T, S>(store: Store<T>, select?: (value: T) => S): T | S {
  const read = () => (select ? select(store.get()) : store.get())
  return useSyncExternalStore(store.subscribe, read)
}
