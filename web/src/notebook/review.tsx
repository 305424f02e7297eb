// One minute of review: a card at a time, an answer, how hard it was, the next one. When a card comes again is FSRS's business,
// at the service; a rating that cannot be sent now is kept (ratings.ts).

import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { ask } from '@/api/http'
import { type Card, type Rating, type Review, refresh } from '@/api/notebook'
import { Empty, Failure, PageBody } from '@/ui/parts'
import { Waiting } from '@/ui/waiting'
import { CardView } from './card'
import { flush, rate } from './ratings'
import styles from './review.module.css'

/** as many as a minute holds */
const CARDS = 8

export default function ReviewPage() {
  const { t } = useTranslation('notebook')
  const review = useQuery({
    queryKey: ['round'], // of its own: news of the notebook do not change a round
    queryFn: async ({ signal }) => {
      await flush()
      return ask<Review>('GET', `/me/review?limit=${CARDS}`, { signal })
    },
    staleTime: Number.POSITIVE_INFINITY, // a round stays as it began
    gcTime: 0,
  })
  return (
    <PageBody title={t('review')}>
      {review.isPending && <Waiting />}
      {review.isError && <Failure error={review.error} onRetry={() => void review.refetch()} />}
      {review.data && <Round cards={review.data.cards} left={review.data.due} next={review.data.next} />}
    </PageBody>
  )
}

function Round({ cards, left, next }: { cards: Card[]; left: number; next: string | null }) {
  const { t } = useTranslation('notebook')
  const [done, setDone] = useState(0)
  const card = cards[done]
  const rated = (rating: Rating) => {
    if (!card) return
    const last = done + 1 === cards.length
    void rate(card.id, rating)
      .then(() => (last ? refresh() : undefined))
      .catch(() => undefined)
    setDone(done + 1)
  }
  if (!card) return <Finished count={cards.length} left={left - cards.length} next={next} />
  return (
    <div className={styles.round}>
      <progress
        className={styles.progress}
        value={done}
        max={cards.length}
        aria-label={t('cardOf', { at: done + 1, of: cards.length })}
      />
      <CardView key={card.id} card={card} onRated={rated} />
    </div>
  )
}

function Finished({ count, left, next }: { count: number; left: number; next: string | null }) {
  const { t, i18n } = useTranslation('notebook')
  const when =
    next && new Date(next).toLocaleString(i18n.language, { weekday: 'long', hour: '2-digit', minute: '2-digit' })
  return (
    <Empty
      icon={CircleCheck}
      title={count ? t('reviewed', { count }) : t('nothingDue')}
      text={left > 0 ? t('left', { count: left }) : when ? t('nextAt', { when }) : t('nothingDueMore')}
    >
      {left > 0 && (
        // a page of its own begins a new round
        <a href="/notebook/review">{t('again')}</a>
      )}
      <Link href="/notebook">{t('toNotebook')}</Link>
    </Empty>
  )
}
