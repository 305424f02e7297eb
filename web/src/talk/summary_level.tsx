// The learner's range in a summary: as it is now, with the sentences that it rests on.

import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '@/api/http'
import type { Level } from '@/api/types'
import { LevelScale } from '@/language/level_scale'
import { Chip } from '@/ui/parts'
import styles from './summary.module.css'

interface Told {
  level: (Level & { evidence: { sentence: string; shows: string }[] }) | null
}

/** Asked anew: the talk that is summed up has changed it. */
export function useLevelNow() {
  return useQuery({
    queryKey: ['progress', 'level'],
    queryFn: ({ signal }) => ask<Told>('GET', '/me/progress?days=30', { signal }),
    refetchOnMount: 'always',
  })
}

export function LevelNow({ first }: { first: boolean }) {
  const { t } = useTranslation('scenarios')
  const level = useLevelNow().data?.level
  if (!level) return null
  const range = level.low === level.high ? level.low : `${level.low} – ${level.high}`
  return (
    <section className={first ? styles.levelFirst : styles.part}>
      <h2 className={first ? 'visually-hidden' : undefined}>{t('summary.level')}</h2>
      <div>
        <p className={styles.range}>{range}</p>
        <LevelScale level={level} label={`${t('summary.level')}: ${range}`} />
        <p className={styles.used}>
          {t('summary.levelMore', { count: level.sentences })}{' '}
          {level.needed > 0 && t('summary.needed', { count: level.needed })}
        </p>
        {first && level.evidence.length > 0 && (
          <>
            <h3>{t('summary.evidence')}</h3>
            <ul className={styles.evidence}>
              {level.evidence.map(({ sentence, shows }) => (
                <li key={sentence}>
                  <Chip>{shows}</Chip>
                  <q lang="en">{sentence}</q>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  )
}
