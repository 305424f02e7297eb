// The workers of one region: a table on a wide page, a list of cards on a narrow one.

import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNumber } from '@/i18n/figures'
import { StateMark } from './parts'
import type { Region, Worker } from './seen'
import styles from './status.module.css'

const COLUMNS = ['worker', 'state', 'models', 'running', 'queued', 'speed', 'first', 'restarts'] as const

export function Workers({ region }: { region: Region }) {
  const { t } = useTranslation('fleet')
  return (
    <section className={styles.region}>
      <h2>
        {region.name}
        {region.aliases.length > 0 && <small>{t('aliases', { names: region.aliases.join(', ') })}</small>}
        <StateMark state={region.state} />
      </h2>
      <table className={styles.table} aria-label={t('workers', { region: region.name })}>
        <thead>
          <tr>
            {COLUMNS.map((each) => (
              <th key={each} scope="col">
                {t(`columns.${each}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {region.workers.map((worker) => (
            <Row key={worker.name} worker={worker} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ worker }: { worker: Worker }) {
  const { t } = useTranslation('fleet')
  return (
    <tr>
      <th scope="row">
        {worker.role} <span className={styles.replica}>{worker.replica}</span>
      </th>
      <Cell of="state">
        <StateMark state={worker.state} />
        {worker.detail && <span className={styles.detail}>{worker.detail}</span>}
      </Cell>
      <Cell of="models">{worker.models.map((model) => model.name).join(', ')}</Cell>
      <Cell of="running">
        {worker.running !== null && t('runningOf', { running: worker.running, slots: worker.slots ?? t('nothing') })}
      </Cell>
      <Cell of="queued">{worker.queued}</Cell>
      <Figures worker={worker} />
      <Cell of="restarts">{worker.restarts + worker.engine_restarts}</Cell>
    </tr>
  )
}

function Figures({ worker: { tokens_per_s, first_s } }: { worker: Worker }) {
  const { t } = useTranslation('fleet')
  const whole = useNumber()
  const exact = useNumber(2)
  const { p50, p95 } = first_s
  return (
    <>
      <Cell of="speed">{tokens_per_s !== null && whole(tokens_per_s)}</Cell>
      <Cell of="first">{p50 !== null && t('firstOf', { p50: exact(p50), p95: exact(p95 ?? p50) })}</Cell>
    </>
  )
}

/** A figure with its name, which narrow pages show; a dash where the worker has not said one. */
function Cell({ of, children }: { of: (typeof COLUMNS)[number]; children: ReactNode }) {
  const { t } = useTranslation('fleet')
  const said = children !== false && children !== null && children !== ''
  return (
    <td data-column={t(`columns.${of}`)}>
      {said ? (
        children
      ) : (
        <>
          <span aria-hidden>{t('nothing')}</span>
          <span className="visually-hidden">{t('unsaid')}</span>
        </>
      )}
    </td>
  )
}
