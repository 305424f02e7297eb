// To delete with a way back: the thing is out of sight at once and deleted when the toast has gone, at the latest when the
// page goes. What cannot be deleted comes back.

import i18next from 'i18next'
import { createStore, type Store } from '@/state/store'
import { SHOWN_MS, toast } from './toasts'

/** Ids that are on their way out. A list leaves them out of what it shows. */
export const leaving: Store<ReadonlySet<string>> = createStore<ReadonlySet<string>>(new Set())

interface Otherwise {
  /** what is said of a fleet that did not do it */
  failed?: string
  /** called when the learner takes it back */
  undone?: () => void
}

/** `remove` is called once, unless it is undone before; the lists are to be without the thing when it is through. */
export function removeWithUndo(
  id: string,
  said: string,
  remove: () => Promise<unknown>,
  otherwise: Otherwise = {},
): void {
  let settled = false
  const settle = (): boolean => {
    if (settled) return false
    settled = true
    clearTimeout(timer)
    removeEventListener('pagehide', commit)
    return true
  }
  const commit = () => {
    if (!settle()) return
    remove()
      .catch(() => toast(otherwise.failed ?? i18next.t('notDeleted')))
      .finally(() => show(id))
  }
  const undo = () => {
    if (!settle()) return
    show(id)
    otherwise.undone?.()
  }
  const timer = setTimeout(commit, SHOWN_MS)
  addEventListener('pagehide', commit)
  leaving.set((now) => new Set(now).add(id))
  toast(said, { label: i18next.t('undo'), run: undo })
}

function show(id: string): void {
  leaving.set((now) => new Set([...now].filter((each) => each !== id)))
}
