// The CEFR range on its scale, what it rests on, and how many sentences narrow it.

import { useTranslation } from 'react-i18next'
import { LevelScale } from '@/language/level_scale'
import { Card, Chip } from '@/ui/parts'
import type { Evidence, LevelNow } from './api'
import styles from './level.module.css'

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
