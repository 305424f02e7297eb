// How a turn stands when it does not simply go on: not sent yet, stopped, failed; with the ways on.

import { CircleAlert, Clock, Pencil, RotateCw, Square, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TurnView } from '@/turn/events'
import { Button } from '@/ui/button'
import { classes } from '@/ui/classes'
import type { Acts } from './acts'
import styles from './turn_state.module.css'

export function State({ view, acts }: { view: TurnView; acts: Acts }) {
  if (view.state === 'unsent') return <Unsent view={view} acts={acts} />
  if (view.state === 'failed') return <Failed view={view} acts={acts} />
  if (view.state === 'stopped') return <Stopped />
  return view.waiting ? <Held view={view} /> : null
}

function Unsent({ view, acts }: { view: TurnView; acts: Acts }) {
  const { t } = useTranslation('talk')
  return (
    <div className={styles.state}>
      <p>
        <Clock size={15} aria-hidden />
        {t('notSent')}
        {view.waiting && ` · ${t(`waiting.${view.waiting}`)}`}
        {view.error?.message && <span className={styles.reason}>{view.error.message}</span>}
      </p>
      <div className={styles.ways}>
        <Button kind="quiet" small icon={RotateCw} onClick={() => acts.retry(view)}>
          {t('sendNow')}
        </Button>
        <Button kind="quiet" small icon={Pencil} onClick={() => acts.edit(view)}>
          {t('edit.short')}
        </Button>
        <Button kind="quiet" small icon={Trash2} onClick={() => acts.discard(view)}>
          {t('discard')}
        </Button>
      </div>
    </div>
  )
}

function Failed({ view, acts }: { view: TurnView; acts: Acts }) {
  const { t } = useTranslation('talk')
  return (
    <div className={classes(styles.state, styles.failed)} role="alert">
      <p>
        <CircleAlert size={16} aria-hidden />
        {t('failed')} {view.error?.message && <span className={styles.reason}>{view.error.message}</span>}
      </p>
      <div className={styles.ways}>
        <Button kind="quiet" small icon={RotateCw} onClick={() => acts.retry(view)}>
          {t('retry', { ns: 'common' })}
        </Button>
        <Button kind="quiet" small icon={Pencil} onClick={() => acts.edit(view)}>
          {t('edit.short')}
        </Button>
      </div>
    </div>
  )
}

function Stopped() {
  const { t } = useTranslation('talk')
  return (
    <div className={styles.state}>
      <p>
        <Square size={13} aria-hidden />
        {t('stopped')}
      </p>
    </div>
  )
}

function Held({ view }: { view: TurnView }) {
  const { t } = useTranslation('talk')
  return (
    <div className={styles.state} role="status">
      <p>
        <Clock size={15} aria-hidden />
        {view.waiting && t(`waiting.${view.waiting}`)}
      </p>
    </div>
  )
}
