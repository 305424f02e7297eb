// The way into a scenario's talk, and how long it takes.

import type { LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Scenario } from '@/scene/api'
import { beginning, minutes } from '@/scene/fit'
import { newId } from '@/turn/ids'
import { Button } from '@/ui/button'
import styles from './begin.module.css'

/** `words`: on the button; `length`: what there is to do, before the time that it takes. */
export function Begin(props: { scenario: Scenario; level: string; icon: LucideIcon; words: string; length?: string }) {
  const { t } = useTranslation('scenarios')
  const [, go] = useLocation()
  const [conversation] = useState(newId)
  const { scenario, level, icon, words, length } = props
  const takes = t('takes', { count: minutes(scenario.turns) })
  return (
    <div className={styles.begin}>
      <Button kind="primary" icon={icon} onClick={() => go(beginning(conversation, scenario.id, level))}>
        {words}
      </Button>
      <small>{length ? `${length}, ${takes}` : takes}</small>
    </div>
  )
}
