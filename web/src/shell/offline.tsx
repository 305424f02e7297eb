// The banner of a lost connection.

import { WifiOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './offline.module.css'
import { useOnline } from './online'

export function Offline() {
  const { t } = useTranslation()
  const online = useOnline()
  return (
    <div role="status" className={online ? undefined : styles.offline}>
      {!online && (
        <>
          <WifiOff size={18} aria-hidden />
          {t('offline')}
        </>
      )}
    </div>
  )
}
