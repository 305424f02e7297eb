// Buttons: one for what a page is for (primary), one beside it (plain), one that is only words (quiet), one that destroys.
// `busy` keeps the width and the name, and lets nobody press twice.

import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, Ref } from 'react'
import styles from './button.module.css'
import { classes } from './classes'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  small?: boolean
  wide?: boolean
  busy?: boolean
  icon?: LucideIcon
  ref?: Ref<HTMLButtonElement>
}

export function Button({ kind = 'plain', small, wide, busy, icon: Icon, children, className, ...rest }: ButtonProps) {
  const names = classes(
    styles.button,
    styles[kind],
    small && styles.small,
    wide && styles.wide,
    busy && styles.busy,
    className,
  )
  return (
    <button
      type="button"
      {...rest}
      className={names}
      aria-disabled={busy || rest['aria-disabled']}
      onClick={busy ? hold : rest.onClick}
    >
      {Icon && <Icon size={small ? 16 : 18} aria-hidden />}
      {children}
    </button>
  )
}

/** A button that is only an icon: its name is said to screen readers and shown on hover. */
export function IconButton({
  icon: Icon,
  label,
  small,
  className,
  ...rest
}: Omit<ButtonProps, 'kind' | 'children'> & { icon: LucideIcon; label: string }) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...rest}
      className={classes(styles.icon, small && styles.small, className)}
    >
      <Icon size={small ? 17 : 20} aria-hidden />
    </button>
  )
}

function hold(event: { preventDefault(): void }): void {
  event.preventDefault()
}
