// What stands in a composer and was not sent: kept at every input, for each conversation, and there again after a reload or in
// another tab. Two tabs that show the same text stay the same; where they differ, each keeps its own.

import { createStore, mirrored, type Store } from '@/state/store'

interface Draft {
  store: Store<string>
  /** sets what another tab wrote */
  follow: (theirs: string) => void
}

const open = new Map<string, Draft>()

/** The draft of a conversation; '' for none. The same store for everybody who asks. */
export function draft(learner: string, conversation: string): Store<string> {
  const key = `tutorfleet.draft.${learner}.${conversation}`
  const there = open.get(key)
  if (there) return there.store
  const store = createStore(load(key))
  open.set(key, { store, follow: mirrored(store, (text) => save(key, text)) })
  if (open.size === 1) addEventListener('storage', heard)
  return store
}

function heard({ key, oldValue, newValue }: StorageEvent): void {
  const there = key === null ? undefined : open.get(key)
  if (there?.store.get() === (oldValue ?? '')) there.follow(newValue ?? '')
}

function load(key: string): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

function save(key: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    // full or forbidden: the text lives as long as this page
  }
}
