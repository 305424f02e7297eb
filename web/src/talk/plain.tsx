// A message that no turn made: the opening of a scenario, or what another client stored.

import { memo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMark } from '@/speech/mark'
import { ReadAloud } from '@/speech/read_aloud'
import type { Item } from '@/turn/history'
import { cut } from './aloud'
import { Reply } from './reply'
import styles from './turn.module.css'

export const Plain = memo(function Plain({ message }: { message: Extract<Item, { kind: 'message' }> }) {
  const { t } = useTranslation('talk')
  if (message.role === 'system') return null
  const own = message.role === 'user'
  return (
    <article className={styles.turn}>
      <h2 className="visually-hidden">{t(own ? 'you' : 'tutor')}</h2>
      {own ? (
        <div className={styles.said} lang="en">
          {message.text}
        </div>
      ) : (
        <Said id={message.id} text={message.text} />
      )}
    </article>
  )
})

function Said({ id, text }: { id: string; text: string }) {
  const said = useRef<HTMLDivElement>(null)
  useMark(id, said)
  return (
    <div className={styles.answer} ref={said}>
      <Reply text={text} />
      <div className={styles.actions}>
        <ReadAloud id={id} sentences={() => cut(text)} />
      </div>
    </div>
  )
}
