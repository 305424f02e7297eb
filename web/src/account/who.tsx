// Who is signed in here, and the way out.

import { LogOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { session } from '@/api/session'
import { useStore } from '@/state/store'
import { Button } from '@/ui/button'
import { Chip } from '@/ui/parts'
import { useSignOut } from './sign_out'
import styles from './who.module.css'

export function Who() {
  const { t } = useTranslation('account')
  const now = useStore(session)
  const { busy, out } = useSignOut()
  if (now.state !== 'in' && now.state !== 'expired') return null
  const { name, email } = now.user
  return (
    <section className={styles.who} aria-label={t('you')}>
      <span className={styles.face} aria-hidden>
        {(Array.from(name || email)[0] ?? '').toLocaleUpperCase()}
      </span>
      <div className={styles.names}>
        <p className={styles.name}>
          {name || email} {now.operator && <Chip tone="accent">{t('operator')}</Chip>}
        </p>
        {name && <p className={styles.email}>{email}</p>}
      </div>
      <Button icon={LogOut} busy={busy} onClick={() => out(false)}>
        {t('out.here')}
      </Button>
    </section>
  )
}
