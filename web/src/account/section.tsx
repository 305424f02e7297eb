// One matter of the account: what it is on the left, what can be done on the right.

import type { ReactNode } from 'react'
import styles from './section.module.css'

export function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <header>
        <h2>{title}</h2>
        {lead && <p>{lead}</p>}
      </header>
      <div className={styles.content}>{children}</div>
    </section>
  )
}
