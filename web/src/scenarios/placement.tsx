// The placement talk before it begins: what it is, what it is not, and what is known of the learner's level already.

import { MessagesSquare } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { LevelScale } from '@/language/level_scale'
import { type Scenario, useLevel, useScenarios, useText } from '@/scene/api'
import { beginning, fitting, minutes } from '@/scene/fit'
import { PLACEMENT } from '@/scene/placement'
import { newId } from '@/turn/ids'
import { Button } from '@/ui/button'
import { Failure, PageBody } from '@/ui/parts'
import { Waiting } from '@/ui/waiting'
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
  const [, go] = useLocation()
  const [conversation] = useState(newId)
  const level = fitting(scenario.levels, undefined)
  return (
    <>
      <ol className={styles.steps}>
        <li>{t('placement.write', { count: scenario.turns })}</li>
        {scenario.goals.map((each) => (
          <li key={each.en}>{text(each)}</li>
        ))}
        <li>{t('placement.see')}</li>
      </ol>
      <div className={styles.begin}>
        <Button kind="primary" icon={MessagesSquare} onClick={() => go(beginning(conversation, scenario.id, level))}>
          {t('placement.begin')}
        </Button>
        <small>{t('takes', { count: minutes(scenario.turns) })}</small>
      </div>
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
