// A text that the fleet refused is in the composer again; here stands why.

import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Status } from '@/turn/talk'
import styles from './returned.module.css'

export function Returned({ status: { returned } }: { status: Status }) {
  const { t } = useTranslation('talk')
  if (!returned) return null
  return (
    <div className={styles.returned} role="alert">
      <CircleAlert size={16} aria-hidden />
      <p>
        {t(returned.status === 413 ? 'returned.tooLong' : 'returned.refused')} <span>{returned.message}</span>
      </p>
    </div>
  )
}
