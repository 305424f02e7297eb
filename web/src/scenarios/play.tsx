// One scenario before it begins: who is who, what to reach, at which level, and what may help. The opening is the tutor's first
// line at the chosen level, so that a learner sees what the level means.

import { Play as Curtain } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearch } from 'wouter'
import { type Scenario, useLevel, useText } from '@/scene/api'
import { fitting } from '@/scene/fit'
import { Choice } from '@/ui/field'
import { PageBody } from '@/ui/parts'
import { Way } from '@/ui/way'
import { Begin } from './begin'
import styles from './play.module.css'

export function Play({ scenario }: { scenario: Scenario }) {
  const { t } = useTranslation('scenarios')
  const text = useText()
  const [level, setLevel] = useChosen(scenario)
  return (
    <PageBody title={text(scenario.title)} lead={text(scenario.about)} above={<Back />}>
      <section className={styles.first}>
        <Choice
          label={t('level')}
          value={level}
          options={scenario.levels.map((each) => [each, each] as const)}
          onChange={setLevel}
        />
        <figure className={styles.opening}>
          <figcaption>{text(scenario.roles.tutor)}</figcaption>
          <blockquote lang="en">{scenario.opening[level]}</blockquote>
        </figure>
        <Begin
          scenario={scenario}
          level={level}
          icon={Curtain}
          words={t('begin')}
          length={t('answers', { count: scenario.turns })}
        />
      </section>
      <div className={styles.more}>
        <section>
          <h2>{t('you')}</h2>
          <p className={styles.role}>{text(scenario.roles.learner)}</p>
          <ul className={styles.goals}>
            {scenario.goals.map((each) => (
              <li key={each.en}>{text(each)}</li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{t('phrases')}</h2>
          <ul className={styles.phrases} lang="en">
            {(scenario.phrases[level] ?? []).map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </section>
      </div>
    </PageBody>
  )
}

function Back() {
  const { t } = useTranslation('scenarios')
  return (
    <Way kind="back" href="/scenarios">
      {t('all')}
    </Way>
  )
}

/** The learner's choice; until there is one, what fits. */
function useChosen({ levels }: Scenario): [string, (level: string) => void] {
  const level = useLevel()
  const named = new URLSearchParams(useSearch()).get('level')
  const [chosen, choose] = useState(named && levels.includes(named) ? named : undefined)
  return [chosen ?? fitting(levels, level?.low), choose]
}
