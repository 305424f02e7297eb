// Small pieces of pages: a heading with what stands beside it, a card, a chip, an empty place, an error with a way out.

import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Refused, Unreachable } from '@/api/errors'
import { Button } from './button'
import { classes } from './classes'
import styles from './parts.module.css'

/** A page in the usual column: its heading, then its content. */
export function PageBody({
  title,
  lead,
  aside,
  above,
  wide,
  children,
}: {
  title: string
  lead?: ReactNode
  aside?: ReactNode
  /** the way back, before the heading */
  above?: ReactNode
  wide?: boolean
  children: ReactNode
}) {
  return (
    <div className={classes(styles.page, wide && styles.wide)}>
      <header className={styles.heading}>
        <div>
          {above}
          <h1 tabIndex={-1}>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {aside && <div className={styles.aside}>{aside}</div>}
      </header>
      {children}
    </div>
  )
}

export function Card({
  title,
  aside,
  children,
  className,
}: {
  title?: string
  aside?: ReactNode
  children: ReactNode
  className?: string | undefined
}) {
  return (
    <section className={classes(styles.card, className)}>
      {(title || aside) && (
        <header className={styles.cardHeading}>
          {title && <h2>{title}</h2>}
          {aside}
        </header>
      )}
      {children}
    </section>
  )
}

export function Chip({
  children,
  tone = 'calm',
}: {
  children: ReactNode
  tone?: 'calm' | 'right' | 'wrong' | 'warn' | 'accent'
}) {
  return <span className={classes(styles.chip, styles[tone])}>{children}</span>
}

/** Nothing is here yet, and what to do about it. */
export function Empty({
  icon: Icon,
  title,
  text,
  children,
}: {
  icon: LucideIcon
  title: string
  text?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className={styles.empty}>
      <Icon size={32} strokeWidth={1.5} aria-hidden />
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {children}
    </div>
  )
}

/** What went wrong, in words, and the way out. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const text = error instanceof Unreachable ? t('unreachable') : error instanceof Refused ? error.message : t('error')
  return (
    <div className={styles.failure} role="alert">
      <p>{text}</p>
      {onRetry && (
        <Button small onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </div>
  )
}
