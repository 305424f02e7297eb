// The placement talk before it begins: what it is, what it is not, and what is known of the learner's level already.

import { MessagesSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { LevelScale } from '@/language/level_scale'
import { type Scenario, useLevel, useScenarios, useText } from '@/scene/api'
import { fitting } from '@/scene/fit'
import { PLACEMENT } from '@/scene/placement'
import { Failure, PageBody } from '@/ui/parts'
import { Waiting } from '@/ui/waiting'
import { Begin } from './begin'
import styles from './placement.module.css'

export default function Placement() {
  const { t } = useTranslation('scenarios')
  const found = useScenarios()
  const scenario = found.data?.find((each) => each.id === PLACEMENT)
  return (
    <PageBody title={t('placement.title')} lead={t('placement.lead')}>
      {found.isPending && <Waiting />}
      {found.isError && !found.data && <Failure error={found.error} onRetry={() => void found.refetch()} />}
      {scenario && <Ready scenario={scenario} />}
    </PageBody>
  )
}

function Ready({ scenario }: { scenario: Scenario }) {
  const { t } = useTranslation('scenarios')
  const text = useText()
  return (
    <>
      <ol className={styles.steps}>
        <li>{t('placement.write', { count: scenario.turns })}</li>
        {scenario.goals.map((each) => (
          <li key={each.en}>{text(each)}</li>
        ))}
        <li>{t('placement.see')}</li>
      </ol>
      <Begin
        scenario={scenario}
        level={fitting(scenario.levels, undefined)}
        icon={MessagesSquare}
        words={t('placement.begin')}
      />
      <Known />
    </>
  )
}

function Known() {
  const { t } = useTranslation('scenarios')
  const level = useLevel()
  if (!level) return null
  const range = level.low === level.high ? level.low : `${level.low} – ${level.high}`
  return (
    <section className={styles.known}>
      <h2>{t('placement.known', { range })}</h2>
      <p>{t('placement.knownMore', { count: level.sentences })}</p>
      <LevelScale level={level} label={t('placement.known', { range })} />
    </section>
  )
}
