// What a scene adds to a talk: the tutor's first line before the learner has answered it, phrases beside the composer, and
// the end.

import { Flag } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useScenario, useText } from '@/scene/api'
import { useStore } from '@/state/store'
import type { Scene } from '@/turn/outbox'
import type { Talk } from '@/turn/talk'
import { Way } from '@/ui/way'
import { Plain } from './plain'
import { useBeat } from './scene_of'
import styles from './scene_strip.module.css'

/** The opening, until it comes with the talk's messages. */
export function Opening({ talk, scene }: { talk: Talk; scene: Scene }) {
  const { t } = useTranslation('scenarios')
  const text = useText()
  const items = useStore(talk.items)
  const { older } = useStore(talk.status)
  const scenario = useScenario(scene.id)
  const opening = scenario?.opening[scene.level]
  if (!scenario || !opening || older || items[0]?.kind === 'message') return null
  const roles = { tutor: text(scenario.roles.tutor), learner: text(scenario.roles.learner) }
  return (
    <div className={styles.opening}>
      {items.length === 0 && <p>{t('scene.starts', roles)}</p>}
      <Plain message={{ kind: 'message', id: 'opening', role: 'assistant', text: opening }} />
    </div>
  )
}

/** A press puts one where the learner writes. */
export function Phrases({ talk, scene, onUse }: { talk: Talk; scene: Scene; onUse: (phrase: string) => void }) {
  const { t } = useTranslation('scenarios')
  const beat = useBeat(talk, useStore(talk.items))
  const phrases = useScenario(scene.id)?.phrases[scene.level]
  if (!phrases?.length || beat?.finished) return null
  return (
    <div className={styles.phrases} role="group" aria-label={t('scene.phrases')}>
      {phrases.map((phrase) => (
        <button key={phrase} type="button" lang="en" onClick={() => onUse(phrase)}>
          {phrase}
        </button>
      ))}
    </div>
  )
}

/** The scene is over: what now. */
export function Over({ talk }: { talk: Talk }) {
  const { t } = useTranslation('scenarios')
  const items = useStore(talk.items)
  const running = useStore(talk.running)
  const beat = useBeat(talk, items)
  if (!beat?.finished || running !== null) return null
  return (
    <div className={styles.over} role="status">
      <p>{t('scene.over')}</p>
      <Way kind="primary" href={`/talk/${talk.id}?summary=1`} icon={Flag}>
        {t('scene.see')}
      </Way>
    </div>
  )
}
