// The first steps of a new learner: the languages, and where to begin.

import { Compass, MessagesSquare } from 'lucide-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { me } from '@/api/session'
import { languages, names } from '@/i18n/languages'
import { change, settings } from '@/state/settings'
import { useStore } from '@/state/store'
import { Choice } from '@/ui/field'
import { PageBody } from '@/ui/parts'
import styles from './welcome.module.css'

export default function Welcome() {
  const { t } = useTranslation('account')
  const { name } = me()
  const title = name ? t('welcome.title', { name }) : t('welcome.titleNoName')
  return (
    <PageBody title={title} lead={t('welcome.lead')}>
      <section className={styles.part}>
        <h2>{t('welcome.languages')}</h2>
        <Languages />
      </section>
      <section className={styles.part}>
        <h2>{t('welcome.level')}</h2>
        <div className={styles.ways}>
          <Way to="/placement" icon={Compass} title={t('welcome.placement')} text={t('welcome.placementMore')} first />
          <Way to="/talk" icon={MessagesSquare} title={t('welcome.talk')} text={t('welcome.talkMore')} />
        </div>
      </section>
    </PageBody>
  )
}

function Languages() {
  const { t } = useTranslation(['account', 'common'])
  const now = useStore(settings)
  const options = languages.map((each) => [each, names[each]] as const)
  return (
    <>
      <div className={styles.choices}>
        <Choice
          label={t('common:language')}
          value={now.language}
          options={options}
          onChange={(language) => change({ language })}
        />
        <Choice
          label={t('common:feedback')}
          value={now.feedback}
          options={options}
          onChange={(feedback) => change({ feedback })}
        />
      </div>
      <p className={styles.hint}>{t('welcome.languagesLead')}</p>
    </>
  )
}

function Way(props: {
  to: string
  icon: ComponentType<{ size: number; 'aria-hidden': boolean }>
  title: string
  text: string
  first?: boolean
}) {
  const Icon = props.icon
  return (
    <Link href={props.to} className={`${styles.way} ${props.first ? styles.first : ''}`}>
      <Icon size={24} aria-hidden />
      <strong>{props.title}</strong>
      <span>{props.text}</span>
    </Link>
  )
}
