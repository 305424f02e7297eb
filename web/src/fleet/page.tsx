// The fleet: for learners where their turns go, and how well; for operators everything that runs, and what to do.

import { useTranslation } from 'react-i18next'
import { session } from '@/api/session'
import { Choices } from '@/region/choices'
import { useStore } from '@/state/store'
import { PageBody } from '@/ui/parts'
import styles from './page.module.css'
import { Status } from './status'

export default function Fleet() {
  const now = useStore(session)
  const { t } = useTranslation('fleet')
  const operator = now.state === 'in' || now.state === 'expired' ? now.operator : false
  return (
    <PageBody title={t('title')} lead={t('lead')} wide={operator}>
      {operator && <Status />}
      <section className={styles.section}>
        <h2>{t('pick')}</h2>
        <div className={styles.choices}>
          <Choices />
        </div>
      </section>
      {!operator && <ForOperators />}
    </PageBody>
  )
}

function ForOperators() {
  const { t } = useTranslation('fleet')
  const now = useStore(session)
  const email = now.state === 'in' ? now.user.email : ''
  return (
    <section className={styles.operators}>
      <p>{t('forOperators')}</p>
      <p>
        {t('become')} <code>tutorfleet users operator {email}</code>
      </p>
    </section>
  )
}
