// One turn as it is read: what the learner wrote, what was wrong in it, what the tutor says. It renders again only when its own
// view changes, so 300 of them cost nothing while the last one streams.

import { Copy, Info, Pencil, RefreshCw } from 'lucide-react'
import { memo, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMark } from '@/speech/mark'
import { ReadAloud } from '@/speech/read_aloud'
import { ended, type TurnView } from '@/turn/events'
import { Button, IconButton } from '@/ui/button'
import { toast } from '@/ui/toasts'
import type { Acts } from './acts'
import { cut } from './aloud'
import { Correction } from './correction'
import { Reply } from './reply'
import styles from './turn.module.css'
import { State } from './turn_state'

export const Turn = memo(function Turn({ view, last, acts }: { view: TurnView; last: boolean; acts: Acts }) {
  const { t } = useTranslation('talk')
  return (
    <article className={styles.turn} data-turn={view.turn} data-last={last || undefined}>
      <h2 className="visually-hidden">{t('you')}</h2>
      <div className={styles.own}>
        <Said text={view.text} unsent={view.state === 'unsent'} />
        {ended(view) && <OwnActions view={view} acts={acts} />}
      </div>
      {view.corrections && <Corrections view={view} />}
      <Answer view={view} last={last} acts={acts} />
      <State view={view} acts={acts} />
    </article>
  )
})

/** characters that are shown of a long message until the rest is asked for */
const LONG = 1_200

function Said({ text, unsent }: { text: string; unsent: boolean }) {
  const { t } = useTranslation('talk')
  const [whole, setWhole] = useState(text.length <= LONG)
  return (
    <div className={styles.said} data-unsent={unsent || undefined}>
      <div className={whole ? undefined : styles.cut} lang="en">
        {text}
      </div>
      {text.length > LONG && (
        <Button kind="quiet" small aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {t(whole ? 'showLess' : 'showWhole')}
        </Button>
      )}
    </div>
  )
}

function OwnActions({ view, acts }: { view: TurnView; acts: Acts }) {
  const { t } = useTranslation('talk')
  return (
    <div className={styles.actions}>
      <CopyButton text={view.text} label={t('copyYours')} />
      <IconButton small icon={Pencil} label={t('edit.open')} onClick={() => acts.edit(view)} />
    </div>
  )
}

function Corrections({ view: { corrections, text, praise, explanation } }: { view: TurnView }) {
  const of = useMemo(() => corrections && { text, ...corrections }, [text, corrections])
  const explained = useMemo(
    () => new Map(explanation?.explained?.map(({ edit, text: words }) => [edit, words]) ?? []),
    [explanation],
  )
  return of && <Correction of={of} praise={praise ?? undefined} explained={explained} />
}

function Answer({ view, last, acts }: { view: TurnView; last: boolean; acts: Acts }) {
  const { t } = useTranslation('talk')
  const said = useRef<HTMLDivElement>(null)
  useMark(view.turn, said)
  const writing = view.state === 'sending' || (view.state === 'streaming' && !view.reply)
  if (!writing && !view.reply) return null
  return (
    <div className={styles.answer} ref={said}>
      <h2 className="visually-hidden">{t('tutor')}</h2>
      {writing ? <Writing /> : <Reply text={view.reply} streaming={!view.spoken} />}
      {ended(view) && view.reply && <AnswerActions view={view} last={last} acts={acts} />}
    </div>
  )
}

function AnswerActions({ view, last, acts }: { view: TurnView; last: boolean; acts: Acts }) {
  const { t } = useTranslation('talk')
  return (
    <div className={styles.actions}>
      <CopyButton text={view.reply} label={t('copyReply')} />
      <ReadAloud id={view.turn} sentences={() => cut(view.reply)} />
      {last && <IconButton small icon={RefreshCw} label={t('regenerate')} onClick={() => acts.regenerate(view)} />}
      <IconButton small icon={Info} label={t('details.open')} onClick={() => acts.details(view)} />
    </div>
  )
}

function Writing() {
  const { t } = useTranslation('talk')
  return (
    <p className={styles.writing}>
      <span className="visually-hidden">{t('writing')}</span>
      <i />
      <i />
      <i />
    </p>
  )
}

function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation('talk')
  const copy = async () => {
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    )
    toast(t(done ? 'copied' : 'notCopied'))
  }
  return <IconButton small icon={Copy} label={label} onClick={() => void copy()} />
}
