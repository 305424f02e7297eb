// A dialog in front of the page: focus stays in it, Escape closes it, and focus goes back to where it was. `Confirm` asks
// before something is destroyed.

import * as Ariakit from '@ariakit/react'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from './button'
import styles from './dialog.module.css'

interface Props {
  open: boolean
  title: string
  onClose: () => void
  children: ReactNode
  /** the buttons below */
  actions?: ReactNode
  /** Escape and a click outside do nothing, and there is no cross */
  must?: boolean
}

export function Dialog({ open, title, onClose, children, actions, must = false }: Props) {
  const { t } = useTranslation()
  return (
    <Ariakit.Dialog
      open={open}
      onClose={onClose}
      className={styles.dialog}
      backdrop={<div className={styles.veil} />}
      hideOnEscape={!must}
      hideOnInteractOutside={!must}
      unmountOnHide
    >
      <header className={styles.header}>
        <Ariakit.DialogHeading render={<h2 />} className={styles.title}>
          {title}
        </Ariakit.DialogHeading>
        {!must && <IconButton icon={X} label={t('close')} onClick={onClose} />}
      </header>
      <div className={styles.body}>{children}</div>
      {actions && <footer className={styles.actions}>{actions}</footer>}
    </Ariakit.Dialog>
  )
}

export function Confirm(props: {
  open: boolean
  title: string
  text: ReactNode
  yes: string
  busy?: boolean
  onYes: () => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const actions = (
    <>
      <Button onClick={props.onClose}>{t('cancel')}</Button>
      <Button kind="danger" busy={props.busy ?? false} onClick={props.onYes}>
        {props.yes}
      </Button>
    </>
  )
  return (
    <Dialog open={props.open} title={props.title} onClose={props.onClose} actions={actions}>
      <p>{props.text}</p>
    </Dialog>
  )
}
