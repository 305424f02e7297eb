// The CEFR range on its scale, what it rests on, and how many sentences narrow it.

import { useTranslation } from 'react-i18next'
import { classes } from '@/ui/classes'
import { Card, Chip } from '@/ui/parts'
import type { Evidence, LevelNow } from './api'
import styles from './level.module.css'

const BANDS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const

export function LevelCard({ level }: { level: LevelNow | null }) {
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
      {level.evidence.length > 0 && <Sentences evidence={level.evidence} />}
    </Card>
  )
}

function Sentences({ evidence }: { evidence: Evidence[] }) {
  const { t } = useTranslation('progress')
  return (
    <details className={styles.evidence}>
      <summary>{t('evidence')}</summary>
      <ul>
        {evidence.map((each) => (
          <li key={each.sentence}>
            <q lang="en">{each.sentence}</q>
            <Chip>{each.shows}</Chip>
            <small>{[t('words', { count: each.words }), t('wrong', { count: each.mistakes })].join(', ')}</small>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The six bands, those of the range marked. */
export function LevelScale({ level, label }: { level: Pick<LevelNow, 'low' | 'high'>; label: string }) {
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
