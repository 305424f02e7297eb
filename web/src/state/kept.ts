// A store that outlives the page: one key of localStorage, the same in every tab. What lies there may be old, foreign or
// broken, so it is read through `read`, which makes a good value of anything. Where there is no storage it is a plain store.

import { createStore, mirrored, type Store } from './store'

export function keptStore<T>(key: string, read: (raw: unknown) => T): Store<T> {
  const store = createStore(read(load(key)))
  const follow = mirrored(store, (value) => save(key, value))
  addEventListener('storage', (event) => {
    if (event.key === key && event.newValue !== JSON.stringify(store.get())) follow(read(parse(event.newValue)))
  })
  return store
}

function load(key: string): unknown {
  try {
    return parse(localStorage.getItem(key))
  } catch {
    return undefined
  }
}

function parse(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function save(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // full or forbidden: the value lives as long as this page
  }
}
