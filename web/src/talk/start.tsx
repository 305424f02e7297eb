// Before the first words: beginnings of sentences that the learner finishes (so that every word that counts is their own), the
// placement talk and the scenarios.

import { useQuery } from '@tanstack/react-query'
import { Drama, Ruler } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ask } from '@/api/http'
import { session } from '@/api/session'
import type { Level } from '@/api/types'
import { useStore } from '@/state/store'
import { Way } from '@/ui/way'
import { openers } from './openers'
import styles from './start.module.css'

export function Start({ onBegin }: { onBegin: (beginning: string) => void }) {
  const { t } = useTranslation('talk')
  const name = useStore(session, (now) => ('user' in now ? now.user.name : ''))
  const level = useLevel()
  return (
    <div className={styles.start}>
      <h2>{name ? t('start.title', { name: name.split(' ')[0] }) : t('start.titleAlone')}</h2>
      <p className={styles.lead}>{t('start.lead')}</p>
      <ul className={styles.openers}>
        {openers(level?.low).map(({ key, beginning }) => (
          <li key={key}>
            <button type="button" onClick={() => onBegin(`${beginning} `)}>
              <span className={styles.beginning} lang="en">
                {beginning} <i aria-hidden>…</i>
              </span>
              <span className={styles.topic}>{t(`start.topics.${key}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.other}>
        {!level && (
          <Way kind="onward" href="/placement" icon={Ruler}>
            {t('start.placement')}
          </Way>
        )}
        <Way kind="onward" href="/scenarios" icon={Drama}>
          {t('start.scenarios')}
        </Way>
      </div>
    </div>
  )
}

function useLevel(): Level | null {
  const found = useQuery({
    queryKey: ['progress', 'level'],
    queryFn: ({ signal }) => ask<{ level: Level | null }>('GET', '/me/progress?days=30', { signal }),
    select: (progress) => progress.level,
  })
  return found.data ?? null
}
