// The head of a scene: who is who, how far it is, the goals that the learner ticks, and the way to the summary.

import { Flag, Target } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Scenario, useScenario, useText } from '@/scene/api'
import { useGoals } from '@/scene/goals'
import { useStore } from '@/state/store'
import type { Scene } from '@/turn/outbox'
import type { Talk } from '@/turn/talk'
import { Button } from '@/ui/button'
import { Way } from '@/ui/way'
import { useBeat } from './scene_of'
import styles from './scene_strip.module.css'

export function SceneStrip({ talk, scene }: { talk: Talk; scene: Scene }) {
  const { t } = useTranslation('scenarios')
  const scenario = useScenario(scene.id)
  const items = useStore(talk.items)
  const beat = useBeat(talk, items)
  const [open, setOpen] = useState(false)
  const id = useId()
  if (!scenario) return null
  return (
    <section className={styles.strip} aria-label={t('title')}>
      <div className={styles.row}>
        <Progress at={beat?.beat ?? 0} of={beat?.of ?? scenario.turns} />
        <Button kind="quiet" small icon={Target} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          {t('scene.goals')}
        </Button>
        {items.some((item) => item.kind === 'turn') && (
          <Way href={`/talk/${talk.id}?summary=1`} icon={Flag} className={styles.end}>
            {t('scene.end')}
          </Way>
        )}
      </div>
      <div id={id} hidden={!open}>
        {open && <Goals talk={talk.id} scenario={scenario} />}
      </div>
    </section>
  )
}

function Progress({ at, of }: { at: number; of: number }) {
  const { t } = useTranslation('scenarios')
  return (
    <div className={styles.progress}>
      <progress value={Math.min(at, of)} max={of} aria-label={t('scene.progress')} />
      <small>{t('scene.of', { at: Math.min(at, of), of })}</small>
    </div>
  )
}

function Goals({ talk, scenario }: { talk: string; scenario: Scenario }) {
  const { t } = useTranslation('scenarios')
  const text = useText()
  const [ticked, toggle] = useGoals(talk)
  const roles = { tutor: text(scenario.roles.tutor), learner: text(scenario.roles.learner) }
  return (
    <fieldset className={styles.goals}>
      <legend>
        {t('scene.starts', roles)} {t('scene.tick')}
      </legend>
      {scenario.goals.map((goal, at) => (
        <label key={goal.en}>
          <input type="checkbox" checked={ticked.includes(at)} onChange={() => toggle(at)} />
          <span>{text(goal)}</span>
        </label>
      ))}
    </fieldset>
  )
}
