// One scenario before it begins: who is who, what to reach, at which level, and what may help. The opening is the tutor's first
// line at the chosen level, so that a learner sees what the level means.

import { ArrowLeft, Play as Begin } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useSearch } from 'wouter'
import { type Scenario, useLevel, useText } from '@/scene/api'
import { beginning, fitting, minutes } from '@/scene/fit'
import { newId } from '@/turn/ids'
import { Button } from '@/ui/button'
import { Choice } from '@/ui/field'
import { PageBody } from '@/ui/parts'
import styles from './play.module.css'

export function Play({ scenario }: { scenario: Scenario }) {
  const { t } = useTranslation('scenarios')
  const text = useText()
  const [, go] = useLocation()
  const [level, setLevel] = useChosen(scenario)
  const [conversation] = useState(newId)
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
        <div className={styles.begin}>
          <Button kind="primary" icon={Begin} onClick={() => go(beginning(conversation, scenario.id, level))}>
            {t('begin')}
          </Button>
          <small>
            {t('answers', { count: scenario.turns })}, {t('takes', { count: minutes(scenario.turns) })}
          </small>
        </div>
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
    <Link href="/scenarios" className={styles.back ?? ''}>
      <ArrowLeft size={16} aria-hidden />
      {t('all')}
    </Link>
  )
}

/** The learner's choice; until there is one, what fits. */
function useChosen({ levels }: Scenario): [string, (level: string) => void] {
  const level = useLevel()
  const named = new URLSearchParams(useSearch()).get('level')
  const [chosen, choose] = useState(named && levels.includes(named) ? named : undefined)
  return [chosen ?? fitting(levels, level?.low), choose]
}
