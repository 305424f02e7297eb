// A message that no turn made: the opening of a scenario, or what another client stored.

import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Item } from '@/turn/history'
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
        <Reply text={message.text} />
      )}
    </article>
  )
})
