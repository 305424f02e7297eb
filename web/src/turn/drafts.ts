// What stands in a composer and was not sent: kept at every input, for each conversation, and there again after a reload or in
// another tab. Two tabs that show the same text stay the same; where they differ, each keeps its own.

import { createStore, type Store } from '@/state/store'

const open = new Map<string, Store<string>>()
/** What another tab wrote is not written again here: that tab may have sent it meanwhile, and would lose what it writes now. */
let following = false

/** The draft of a conversation; '' for none. The same store for everybody who asks. */
export function draft(learner: string, conversation: string): Store<string> {
  const key = `tutorfleet.draft.${learner}.${conversation}`
  const there = open.get(key)
  if (there) return there
  const store = createStore(load(key))
  store.subscribe(() => {
    if (!following) save(key, store.get())
  })
  open.set(key, store)
  if (open.size === 1) addEventListener('storage', follow)
  return store
}

function follow({ key, oldValue, newValue }: StorageEvent): void {
  const store = key === null ? undefined : open.get(key)
  if (!store || store.get() !== (oldValue ?? '')) return
  following = true
  store.set(newValue ?? '')
  following = false
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
