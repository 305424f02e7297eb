// To delete with a way back: the thing is out of sight at once and deleted when the way back is gone, at the latest when the
// page goes. What cannot be deleted comes back.

import i18next from 'i18next'
import { toast } from '@/ui/toasts'
import { createStore, type Store } from './store'

const PATIENCE_MS = 7_000

/** Ids that are on their way out. A list leaves them out of what it shows. */
export const leaving: Store<ReadonlySet<string>> = createStore<ReadonlySet<string>>(new Set())

/** `remove` is called once, unless it is undone before. */
export function removeWithUndo(id: string, said: string, remove: () => Promise<unknown>): void {
  let settled = false
  const settle = (): boolean => {
    if (settled) return false
    settled = true
    clearTimeout(timer)
    removeEventListener('pagehide', commit)
    return true
  }
  const back = () => {
    show(id)
    toast(i18next.t('notDeleted'))
  }
  const commit = () => {
    if (settle()) void remove().catch(back)
  }
  const timer = setTimeout(commit, PATIENCE_MS)
  addEventListener('pagehide', commit)
  hide(id)
  toast(said, { label: i18next.t('undo'), run: () => settle() && show(id) })
}

function hide(id: string): void {
  leaving.set((now) => new Set(now).add(id))
}

function show(id: string): void {
  leaving.set((now) => new Set([...now].filter((each) => each !== id)))
}
