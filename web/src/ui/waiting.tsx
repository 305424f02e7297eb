// Something is on its way: said to screen readers at once, shown only when it takes a moment.

import { useTranslation } from 'react-i18next'
import { classes } from './classes'
import styles from './waiting.module.css'

export function Waiting({ whole = false }: { whole?: boolean }) {
  const { t } = useTranslation()
  return (
    <div className={classes(styles.waiting, whole && styles.whole)} role="status">
      <span className={styles.dots} aria-hidden>
        <i />
        <i />
        <i />
      </span>
      <span className="visually-hidden">{t('loading')}</span>
    </div>
  )
}
