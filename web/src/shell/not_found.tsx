// An address that is no page.

import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import styles from './alone.module.css'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <main className={styles.alone}>
      <h1>{t('notFound')}</h1>
      <p>{t('notFoundMore')}</p>
      <Link href="/talk">{t('toTalk')}</Link>
    </main>
  )
}
