// The state of something as a coloured mark and a word; the colour alone never says it.

import { useTranslation } from 'react-i18next'
import { classes } from '@/ui/classes'
import styles from './light.module.css'
import type { State } from './measures'

export type Tone = 'good' | 'fair' | 'bad' | 'idle'

const TONES: Record<State, Tone> = { ok: 'good', slow: 'fair', away: 'bad', unknown: 'idle' }

/** A region's health. */
export function Light({ state }: { state: State }) {
  const { t } = useTranslation('fleet')
  return <Mark tone={TONES[state]}>{t(`states.${state}`)}</Mark>
}

export function Mark({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={classes(styles.mark, styles[tone])}>
      <i aria-hidden />
      {children}
    </span>
  )
}

/** Only the mark, where the word stands beside it or in the name of the control. */
export function Dot({ state }: { state: State }) {
  return (
    <span className={classes(styles.mark, styles[TONES[state]])} aria-hidden>
      <i />
    </span>
  )
}
