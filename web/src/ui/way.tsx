// A way to another page that stands alone, as high as a finger: words (plain), words with an arrow (onward, back), or what the page
// is for (primary). A link inside a text is wouter's `Link`.

import { ArrowLeft, ArrowRight, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { classes } from './classes'
import styles from './way.module.css'

interface Props {
  href: string
  kind?: 'plain' | 'onward' | 'back' | 'primary'
  icon?: LucideIcon
  className?: string | undefined
  children: ReactNode
}

export function Way({ href, kind = 'plain', icon, className, children }: Props) {
  const Icon = kind === 'back' ? ArrowLeft : icon
  return (
    <Link href={href} className={classes(styles.way, styles[kind], className)}>
      {Icon && <Icon size={18} aria-hidden />}
      {children}
      {kind === 'onward' && <ArrowRight size={16} aria-hidden />}
    </Link>
  )
}
