// Mistakes by kind: how often, and week by week whether they grow fewer.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNames } from '@/language/names'
import { Button } from '@/ui/button'
import { Card, Chip } from '@/ui/parts'
import type { Habit } from './api'
import styles from './mistakes.module.css'
import { habitDirection } from './trends'

const SHOWN_WEEKS = 8
/** kinds that stand there before "show all" */
const SHOWN_KINDS = 5

export function Mistakes({ habits }: { habits: Habit[] }) {
  const { t } = useTranslation('progress')
  const [all, setAll] = useState(false)
  const shown = all ? habits : habits.slice(0, SHOWN_KINDS)
  const most = Math.max(1, ...habits.flatMap((habit) => habit.weeks.map((week) => week.count)))
  return (
    <Card title={t('mistakes')}>
      <p className={styles.lead}>{habits.length ? t('mistakesLead') : t('noMistakes')}</p>
      <ul className={styles.list}>
        {shown.map((habit) => (
          <Row key={habit.category} habit={habit} most={most} />
        ))}
      </ul>
      {habits.length > SHOWN_KINDS && (
        <Button small kind="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('showFew') : t('showAll', { count: habits.length })}
        </Button>
      )}
    </Card>
  )
}

function Row({ habit, most }: { habit: Habit; most: number }) {
  const { t } = useTranslation('progress')
  const names = useNames()
  return (
    <li className={styles.row}>
      <span>
        <b>{names.category(habit.category)}</b>
        <small>{t('times', { count: habit.count })}</small>
      </span>
      <Bars habit={habit} most={most} />
      <Trend habit={habit} />
    </li>
  )
}

function Bars({ habit, most }: { habit: Habit; most: number }) {
  const { t, i18n } = useTranslation('progress')
  const told = (week: string) =>
    new Date(week).toLocaleDateString(i18n.language, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  return (
    <span className={styles.bars} aria-hidden>
      {habit.weeks.slice(-SHOWN_WEEKS).map(({ week, count }) => (
        <i
          key={week}
          style={{ blockSize: `${Math.max(8, (count / most) * 100)}%` }}
          data-none={count === 0 || undefined}
          title={t('weekBar', { week: told(week), count })}
        />
      ))}
    </span>
  )
}

function Trend({ habit }: { habit: Habit }) {
  const { t } = useTranslation('progress')
  const way = habitDirection(habit)
  if (way === 'unknown') return <span className={styles.early}>{t('unknown')}</span>
  const [tone, text] =
    way === 'down'
      ? (['right', t('fewer')] as const)
      : way === 'up'
        ? (['warn', t('more')] as const)
        : (['calm', t('same')] as const)
  return <Chip tone={tone}>{text}</Chip>
}
