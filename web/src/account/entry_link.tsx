// A link to another of the pages before the sign-in, which keeps where to go on.

import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'wouter'
import styles from './form.module.css'

export function EntryLink({ to, state, children }: { to: string; state?: unknown; children: ReactNode }) {
  const [search] = useSearchParams()
  const next = search.get('next')
  return (
    <Link href={next ? `${to}?next=${encodeURIComponent(next)}` : to} state={state} className={styles.link ?? ''}>
      {children}
    </Link>
  )
}
