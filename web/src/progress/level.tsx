// The CEFR range on its scale, what it rests on, and how many sentences narrow it.

import { useTranslation } from 'react-i18next'
import type { Level } from '@/api/types'
import { classes } from '@/ui/classes'
import { Card } from '@/ui/parts'
import styles from './level.module.css'

const BANDS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const

export function LevelCard({ level }: { level: Level | null }) {
  const { t } = useTranslation('progress')
  if (!level) return null
  const range =
    level.low === level.high ? t('exactly', { level: level.low }) : t('between', { low: level.low, high: level.high })
  return (
    <Card title={t('level')} className={styles.card}>
      <p className={styles.range}>{range}</p>
      <LevelScale level={level} label={t('scale', { range })} />
      <p className={styles.rests}>
        {t('rests', { count: level.sentences })} {level.needed > 0 ? t('needed', { count: level.needed }) : t('narrow')}
      </p>
    </Card>
  )
}

/** The six bands, those of the range marked. */
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
