// The fleet has not answered yet whether somebody is signed in: said in words, while the page goes on asking by itself.

import { useTranslation } from 'react-i18next'
import styles from './alone.module.css'

export function Away() {
  const { t } = useTranslation()
  return (
    <main className={styles.alone}>
      <h1>{t('name')}</h1>
      <p role="status">{t('unreachable')}</p>
    </main>
  )
}
