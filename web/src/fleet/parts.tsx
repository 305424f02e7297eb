// The parts of the fleet that are no workers.

import { useTranslation } from 'react-i18next'
import { Mark } from '@/region/light'
import { type Process, toneOf } from './seen'
import styles from './status.module.css'

export function Parts({ parts }: { parts: Process[] }) {
  const { t } = useTranslation('fleet')
  return (
    <section className={styles.region}>
      <h2>{t('parts')}</h2>
      <ul className={styles.parts}>
        {parts.map((part) => (
          <Part key={part.name} part={part} />
        ))}
      </ul>
    </section>
  )
}

function Part({ part }: { part: Process }) {
  const { t, i18n } = useTranslation('fleet')
  const name = i18n.exists(`fleet:partNames.${part.name}`) ? t(`partNames.${part.name as 'disk'}`) : part.name
  return (
    <li>
      <strong>{name}</strong>
      <StateMark state={part.state} />
      <span className={styles.detail}>{[part.version, part.detail].filter(Boolean).join(', ')}</span>
    </li>
  )
}

/** The state of a worker or part; one of a newer fleet is said as it says it. */
export function StateMark({ state }: { state: Process['state'] }) {
  const { t, i18n } = useTranslation('fleet')
  const word = i18n.exists(`fleet:workerStates.${state}`) ? t(`workerStates.${state}`) : state
  return <Mark tone={toneOf(state)}>{word}</Mark>
}
