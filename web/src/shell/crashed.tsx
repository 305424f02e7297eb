// A fault of ours does not leave an empty page: it is said, and the learner can go on.

import i18next from 'i18next'
import { Component, type ReactNode } from 'react'
import { Button } from '@/ui/button'
import styles from './alone.module.css'

export class Crashed extends Component<{ children: ReactNode }, { fault: unknown }> {
  override state = { fault: undefined }

  static getDerivedStateFromError(fault: unknown) {
    return { fault: fault ?? 'unknown' }
  }

  override render() {
    if (this.state.fault === undefined) return this.props.children
    return (
      <main className={styles.alone}>
        <h1>{i18next.t('error')}</h1>
        <p role="alert">{i18next.t('crashed')}</p>
        <Button kind="primary" onClick={() => location.reload()}>
          {i18next.t('reload')}
        </Button>
      </main>
    )
  }
}
