// Short news at the edge of the page, read out by screen readers; one may carry one action, such as to undo.

import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { createStore, useStore } from '@/state/store'
import { Button, IconButton } from './button'
import styles from './toasts.module.css'

interface Toast {
  id: number
  text: string
  action?: { label: string; run: () => void }
}

/** What is shown now, the newest last. */
export const toasts = createStore<Toast[]>([])
/** how long a toast is shown */
export const SHOWN_MS = 7_000
let count = 0

/** Show a text for some seconds, or with `stays` until it is closed. */
export function toast(text: string, action?: Toast['action'], stays = false): void {
  const made: Toast = { id: ++count, text, ...(action && { action }) }
  toasts.set((now) => [...now.slice(-2), made])
  if (!stays) setTimeout(() => dismiss(made.id), SHOWN_MS)
}

export function Toasts() {
  const { t } = useTranslation()
  const shown = useStore(toasts)
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {shown.map(({ id, text, action }) => (
        <div key={id} className={styles.toast}>
          <span>{text}</span>
          {action && (
            <Button
              kind="quiet"
              small
              onClick={() => {
                dismiss(id)
                action.run()
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton icon={X} label={t('close')} small onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  )
}

function dismiss(id: number): void {
  toasts.set((now) => now.filter((each) => each.id !== id))
}
