// A column beside the page where there is room; a drawer in front of it where there is not.

import * as Ariakit from '@ariakit/react'
import { X } from 'lucide-react'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '@/ui/button'
import styles from './drawer.module.css'

interface Props {
  open: boolean
  label: string
  onClose: () => void
  children: ReactNode
}

const roomy = '(min-width: 64.01rem)'

export function Drawer({ open, label, onClose, children }: Props) {
  const { t } = useTranslation()
  const beside = useMedia(roomy)
  if (beside) {
    return (
      <aside className={styles.beside} aria-label={label}>
        {children}
      </aside>
    )
  }
  return (
    <Ariakit.Dialog
      open={open}
      onClose={onClose}
      className={styles.drawer}
      backdrop={<div className={styles.veil} />}
      unmountOnHide
    >
      <div className={styles.head}>
        <Ariakit.DialogHeading className={styles.title}>{label}</Ariakit.DialogHeading>
        <IconButton icon={X} label={t('close')} onClick={onClose} />
      </div>
      {children}
    </Ariakit.Dialog>
  )
}

/** Whether there is room for the list beside the talk. */
export function useRoom(): boolean {
  return useMedia(roomy)
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}
