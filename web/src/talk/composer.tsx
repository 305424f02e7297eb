// Where the learner writes. Enter sends, Shift+Enter begins a line, Up in an empty box takes the last message back for a change.
// It is never closed: while a reply comes, what is sent waits for its turn. Nothing is cut off: a text that is too long says so.

import { ArrowUp, Square, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, type SyntheticEvent, useId, useLayoutEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '@/ui/button'
import { classes } from '@/ui/classes'
import { LIMIT, NEAR_LIMIT, readable } from './compose'
import styles from './composer.module.css'

interface Props {
  box: RefObject<HTMLTextAreaElement | null>
  text: string
  onText: (text: string) => void
  onSend: () => void
  /** a reply comes that can be stopped */
  onStop: (() => void) | undefined
  /** Up was pressed in an empty box */
  onUp: () => void
  /** a message that this one stands in for: how many messages go with it */
  editing: { later: number } | undefined
  onCancelEdit: () => void
  /** buttons beside the box, such as push to talk */
  children?: ReactNode
}

export function Composer(props: Props) {
  const { t } = useTranslation('talk')
  const { box, text, onStop } = props
  const id = useId()
  const length = readable(text)
  const fit = text.trim() !== '' && length <= LIMIT
  useGrowing(box, text)
  const send = () => fit && props.onSend()
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    send()
  }
  return (
    <form className={styles.composer} aria-label={t('composer')} onSubmit={submit}>
      {props.editing && <Editing later={props.editing.later} onCancel={props.onCancelEdit} />}
      <div className={styles.box}>
        <label className="visually-hidden" htmlFor={id}>
          {t('write')}
        </label>
        <textarea
          id={id}
          ref={box}
          rows={1}
          lang="en"
          enterKeyHint="send"
          autoComplete="off"
          placeholder={t('write')}
          value={text}
          aria-describedby={`${id}-said`}
          aria-invalid={length > LIMIT || undefined}
          onChange={(event) => props.onText(event.target.value)}
          onKeyDown={(event) => pressed(event, props, send)}
        />
        <div className={styles.buttons}>
          {props.children}
          {onStop && <IconButton icon={Square} label={t('stop')} className={styles.stop} onClick={onStop} />}
          {(!onStop || text.trim() !== '') && (
            <IconButton
              icon={ArrowUp}
              label={t(props.editing ? 'sendEdited' : onStop ? 'sendLater' : 'send')}
              type="submit"
              className={styles.send}
              disabled={!fit}
            />
          )}
        </div>
      </div>
      <p id={`${id}-said`} className={classes(styles.said, length > LIMIT && styles.over)}>
        {length > NEAR_LIMIT ? (
          t('counter', { length, limit: LIMIT })
        ) : (
          <span className={styles.keys}>{t('enter')}</span>
        )}
      </p>
    </form>
  )
}

function pressed(event: KeyboardEvent, { text, onStop, onUp, editing, onCancelEdit }: Props, send: () => void): void {
  if (event.nativeEvent.isComposing) return
  if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
    event.preventDefault()
    send()
  } else if (event.key === 'ArrowUp' && text === '') {
    event.preventDefault()
    onUp()
  } else if (event.key === 'Escape' && editing && !onStop) onCancelEdit()
}

function Editing({ later, onCancel }: { later: number; onCancel: () => void }) {
  const { t } = useTranslation('talk')
  return (
    <div className={styles.editing} role="status">
      <span>{later > 0 ? t('edit.later', { count: later }) : t('edit.last')}</span>
      <IconButton small icon={X} label={t('edit.cancel')} onClick={onCancel} />
    </div>
  )
}

/** The box is as high as its text, up to a third of the window; where CSS does it alone nothing is done. */
function useGrowing(box: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text is the reason
  useLayoutEffect(() => {
    const area = box.current
    if (!area || CSS.supports('field-sizing', 'content')) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight}px`
  }, [box, text])
}
