// The six bands of CEFR, those of a range marked.

import { useTranslation } from 'react-i18next'
import type { Level } from '@/api/types'
import { classes } from '@/ui/classes'
import styles from './level_scale.module.css'

const BANDS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const

export function LevelScale({ level, label }: { level: Pick<Level, 'low' | 'high'>; label: string }) {
  const { t } = useTranslation('progress')
  return (
    <ol className={styles.scale} aria-label={label}>
      {BANDS.map((band) => {
        const within = level.low <= band && band <= level.high
        return (
          <li key={band} className={classes(within && styles.within)} aria-current={within || undefined}>
            <b>{band}</b>
            <span>{t(`bands.${band}`)}</span>
          </li>
        )
      })}
    </ol>
  )
}
