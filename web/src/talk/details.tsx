// A turn's details: nine scores, the level and what it rests on, which memories shaped the feedback (each can be forgotten),
// how long things took and where they were made.

import { useMutation } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { forget as forgetMemory } from '@/api/notebook'
import { type Level, type Scores, skills } from '@/api/types'
import { useNames } from '@/language/names'
import { useStore } from '@/state/store'
import type { Recalled, TurnView } from '@/turn/events'
import type { Talk } from '@/turn/talk'
import { IconButton } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Failure } from '@/ui/parts'
import styles from './details.module.css'

export default function Details({ talk, turn, onClose }: { talk: Talk; turn: string; onClose: () => void }) {
  const view = useStore(talk.turn(turn))
  useEffect(() => void talk.details(turn).catch(() => undefined), [talk, turn])
  const { t } = useTranslation('talk')
  return (
    <Dialog open title={t('details.title')} onClose={onClose}>
      <div className={styles.details}>
        {view.scores && <Skills scores={view.scores} />}
        {view.level && <Range level={view.level} />}
        <Memories memories={view.memories} />
        <Made view={view} />
      </div>
    </Dialog>
  )
}

function Skills({ scores }: { scores: Scores }) {
  const { t } = useTranslation('talk')
  const { skill } = useNames()
  return (
    <section>
      <h2>{t('details.scores')}</h2>
      <dl className={styles.skills}>
        {skills.map((each) => (
          <div key={each}>
            <dt>{skill(each)}</dt>
            <dd>
              <i aria-hidden>
                <b style={{ width: `${scores[each]}%` }} />
              </i>
              <span>{Math.round(scores[each])}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>{t('details.scoresNote')}</p>
    </section>
  )
}

function Range({ level }: { level: Level }) {
  const { t } = useTranslation('talk')
  const evidence = (level.evidence ?? []).map(readEvidence).filter((text) => text !== '')
  return (
    <section>
      <h2>{t('details.level')}</h2>
      <p className={styles.range}>{level.low === level.high ? level.low : `${level.low}–${level.high}`}</p>
      <p>
        {t('details.sentences', { count: level.sentences })}{' '}
        {level.needed > 0 && t('details.needed', { count: level.needed })}
      </p>
      {evidence.length > 0 && (
        <ul className={styles.evidence} lang="en">
          {evidence.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Memories({ memories }: { memories: readonly Recalled[] }) {
  const { t } = useTranslation('talk')
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const forget = useMutation({
    mutationFn: forgetMemory,
    onSuccess: (_, id) => setGone((now) => new Set(now).add(id)),
  })
  const shown = memories.filter(({ id, text }) => text !== null && !gone.has(id))
  return (
    <section>
      <h2>{t('details.memories')}</h2>
      {shown.length === 0 && <p className={styles.note}>{t('details.noMemories')}</p>}
      <ul className={styles.memories}>
        {shown.map(({ id, text }) => (
          <li key={id}>
            <span lang="en">{text}</span>
            <IconButton
              small
              icon={Trash2}
              label={t('details.forget', { text })}
              title={t('delete', { ns: 'common' })}
              onClick={() => forget.mutate(id)}
            />
          </li>
        ))}
      </ul>
      {forget.isError && <Failure error={forget.error} />}
    </section>
  )
}

function Made({ view }: { view: TurnView }) {
  const { t, i18n } = useTranslation('talk')
  const seconds = (ms: number) =>
    new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'second', maximumFractionDigits: 1 }).format(ms / 1000)
  const { first_correction, first_word, done } = view.timings
  const rows: [string, string | null][] = [
    [t('details.firstCorrection'), first_correction === null ? null : seconds(first_correction)],
    [t('details.firstWord'), first_word === null ? null : seconds(first_word)],
    [t('details.whole'), done === null ? null : seconds(done)],
    [t('details.region'), view.region],
    [t('details.model'), view.model],
  ]
  return (
    <section>
      <h2>{t('details.made')}</h2>
      <dl className={styles.made}>
        {rows.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {view.seams.map((seam) => (
        <p key={seam.at} className={styles.note}>
          {t('details.seam', { from: seam.from_worker, to: seam.to_worker })}
        </p>
      ))}
    </section>
  )
}

/** Evidence is a sentence, or an object with one. */
function readEvidence(each: unknown): string {
  if (typeof each === 'string') return each
  const sentence = (each as { sentence?: unknown } | null)?.sentence
  return typeof sentence === 'string' ? sentence : ''
}
