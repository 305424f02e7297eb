// Where the learner writes. Enter sends, Shift+Enter begins a line, Up in an empty box takes the last message back for a change.
// It is never closed: while a reply comes, what is sent waits for its turn. Nothing is cut off: a text that is too long says so.

import { ArrowUp, Square, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useLayoutEffect } from 'react'
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

export function Composer({ box, text, onText, onSend, onStop, onUp, editing, onCancelEdit, children }: Props) {
  const { t } = useTranslation('talk')
  const id = useId()
  const length = readable(text)
  useGrowing(box, text)
  const empty = text.trim() === ''
  const send = () => !empty && length <= LIMIT && onSend()
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      send()
    } else if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault()
      onUp()
    } else if (event.key === 'Escape' && editing && !onStop) onCancelEdit()
  }
  return (
    <form
      className={styles.composer}
      aria-label={t('composer')}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {editing && <Editing later={editing.later} onCancel={onCancelEdit} />}
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
          onChange={(event) => onText(event.target.value)}
          onKeyDown={pressed}
        />
        <div className={styles.buttons}>
          {children}
          {onStop && <IconButton icon={Square} label={t('stop')} className={styles.stop} onClick={onStop} />}
          {(!onStop || !empty) && (
            <IconButton
              icon={ArrowUp}
              label={t(editing ? 'sendEdited' : onStop ? 'sendLater' : 'send')}
              type="submit"
              className={styles.send}
              disabled={empty || length > LIMIT}
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
