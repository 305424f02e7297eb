// What was wrong in one message of the learner, under the message: the sentence as a readable difference, each change with its
// kind and its reason, and the ways on: why, say it again, show all. Nothing wrong is said quietly.

import { useQuery } from '@tanstack/react-query'
import { Check, ListPlus, Repeat2, Sparkles } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '@/api/http'
import type { Edit, Praise } from '@/api/types'
import { Changes } from '@/language/changes'
import { useNames } from '@/language/names'
import { settings } from '@/state/settings'
import { useStore } from '@/state/store'
import { Button } from '@/ui/button'
import { later } from '@/ui/later'
import { Chip, Failure } from '@/ui/parts'
import { Again } from './again'
import styles from './correction.module.css'
import { passages } from './diff'

const Why = later(() => import('./why'))

export interface Corrected {
  text: string
  edits: Edit[]
  more: number
  corrected: string
}

interface Props {
  of: Corrected
  praise: Praise | undefined
  /** the model's words about an edit, by its place in `edits` */
  explained: ReadonlyMap<number, string>
}

export function Correction(props: Props) {
  const { edits, more } = props.of
  return edits.length || more ? <Found {...props} /> : <Nothing praise={props.praise} />
}

function Found({ of, praise, explained }: Props) {
  const { t } = useTranslation('talk')
  const [all, setAll] = useState(false)
  const [again, setAgain] = useState(false)
  const every = useEvery(of, all)
  const edits = (all && every.data) || of.edits
  const shown = useMemo(() => passages(of.text, edits), [of.text, edits])
  return (
    <div className={styles.correction} role="group" aria-label={t('corrections')} data-corrections tabIndex={-1}>
      {shown.map((passage, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: passages have no other name and never move
        <p key={at} className={styles.sentence} lang="en">
          <Changes runs={passage} />
        </p>
      ))}
      <ul className={styles.edits}>
        {edits.map((edit) => (
          <EditLine
            key={`${edit.start}-${edit.rule}`}
            edit={edit}
            explanation={explained.get(of.edits.indexOf(edit))}
          />
        ))}
      </ul>
      {praise && <Praised praise={praise} />}
      <div className={styles.ways}>
        <Button kind="quiet" small icon={Repeat2} aria-expanded={again} onClick={() => setAgain(!again)}>
          {t('again.open')}
        </Button>
        {of.more > 0 && (
          <Button
            kind="quiet"
            small
            icon={ListPlus}
            aria-expanded={all}
            busy={every.isLoading}
            onClick={() => setAll(!all)}
          >
            {all ? t('showFewer') : t('showAll', { count: of.edits.length + of.more })}
          </Button>
        )}
      </div>
      {every.isError && <Failure error={every.error} onRetry={() => void every.refetch()} />}
      {again && <Again corrected={of.corrected} onClose={() => setAgain(false)} />}
    </div>
  )
}

/** All corrections of a text: a turn keeps the most useful ones, the others are asked when somebody wants them. */
function useEvery({ text, edits }: Corrected, wanted: boolean) {
  return useQuery({
    queryKey: ['check', text],
    queryFn: ({ signal }) => ask<{ edits: Edit[] }>('POST', '/me/check', { body: { text }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: wanted,
    select: (found) =>
      found.edits.map((each) => edits.find(({ start, rule }) => start === each.start && rule === each.rule) ?? each),
  })
}

function EditLine({ edit, explanation }: { edit: Edit; explanation: string | undefined }) {
  const { t } = useTranslation('talk')
  const { category } = useNames()
  const feedback = useStore(settings, (now) => now.feedback)
  const [why, setWhy] = useState(false)
  return (
    <li>
      <Chip tone="accent">{category(edit.category)}</Chip>
      <p>
        <span lang={feedback}>{edit.reason[feedback]}</span>{' '}
        <button type="button" className={styles.why} onClick={() => setWhy(true)}>
          {t('why.open')}
          <span className="visually-hidden">{` ${edit.original} → ${edit.replacement}`}</span>
        </button>
      </p>
      {edit.earlier && (
        <p className={styles.earlier}>
          {t('earlier')} <q lang="en">{edit.earlier.sentence}</q>
        </p>
      )}
      {why && <Why edit={edit} explanation={explanation} onClose={() => setWhy(false)} />}
    </li>
  )
}

function Praised({ praise }: { praise: Praise }) {
  const feedback = useStore(settings, (now) => now.feedback)
  return (
    <p className={styles.praise}>
      <Sparkles size={16} aria-hidden />
      <span lang={feedback}>{praise.text[feedback]}</span>
    </p>
  )
}

function Nothing({ praise }: { praise: Praise | undefined }) {
  const { t } = useTranslation('talk')
  if (praise) return <Praised praise={praise} />
  return (
    <p className={styles.nothing}>
      <Check size={15} aria-hidden />
      {t('nothingWrong')}
    </p>
  )
}
