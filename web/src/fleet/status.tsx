// The operator's status page: one question to the fleet every few seconds while somebody looks, the verdict first, then what is
// wrong and what to do, then every worker and part. When the fleet stops answering, the last look stays, with its time.

import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Unreachable } from '@/api/errors'
import { ask } from '@/api/http'
import { useTime } from '@/i18n/figures'
import { Failure } from '@/ui/parts'
import { Waiting } from '@/ui/waiting'
import { Parts } from './parts'
import { Problems } from './problems'
import { type Look, urgent } from './seen'
import styles from './status.module.css'
import { Workers } from './workers'

const EVERY_MS = 4_000

export function Status() {
  const { data, error, refetch } = useQuery({
    queryKey: ['fleet', 'status'],
    queryFn: ({ signal }) => ask<Look>('GET', '/fleet/status', { signal }),
    refetchInterval: EVERY_MS,
    staleTime: 0,
    retry: false,
    networkMode: 'always', // a lost network is an answer too: the last look is old
  })
  if (!data) return error ? <Failure error={error} onRetry={refetch} /> : <Waiting />
  return <Seen look={data} failed={error} />
}

function Seen({ look, failed }: { look: Look; failed: unknown }) {
  return (
    <div className={styles.status}>
      <Verdict look={look} />
      <Stale look={look} failed={failed} />
      <Problems problems={look.problems} />
      {look.regions.map((region) => (
        <Workers key={region.name} region={region} />
      ))}
      <Parts parts={look.parts} />
    </div>
  )
}

function Verdict({ look }: { look: Look }) {
  const { t } = useTranslation('fleet')
  const time = useTime()
  const todo = urgent(look.problems).length
  const notes = look.problems.length
  const said = todo > 0 ? t('problems', { count: todo }) : notes > 0 ? t('notes', { count: notes }) : t('well')
  return (
    <header>
      <div role="status">
        <h2 className={styles.verdict}>{said}</h2>
      </div>
      <p className={styles.at}>{t('asOf', { version: look.version, time: time(look.at) })}</p>
    </header>
  )
}

function Stale({ look, failed }: { look: Look; failed: unknown }) {
  const { t } = useTranslation('fleet')
  const time = useTime()
  if (!failed) return null
  if (!(failed instanceof Unreachable)) return <Failure error={failed} />
  return (
    <p role="alert" className={styles.stale}>
      {t('stale', { time: time(look.at) })}
    </p>
  )
}
