// Days practised: a streak without guilt, and a calendar of weeks.

import { useTranslation } from 'react-i18next'
import { Card } from '@/ui/parts'
import type { Day, Progress } from './api'
import styles from './practice.module.css'
import { type Cell, calendar, today } from './trends'

const WEEKS = 18

export function Practice({ days, practised }: { days: Day[]; practised: Progress['practised'] }) {
  const { t } = useTranslation('progress')
  return (
    <Card title={t('practice')}>
      <p className={styles.streak}>{practised.streak > 0 ? t('streak', { count: practised.streak }) : t('noStreak')}</p>
      <div className={styles.calendar} role="img" aria-label={t('days', { count: practised.days })}>
        {calendar(days, today(), WEEKS).map((week) => (
          <div key={week[0]?.day}>
            {week.map((cell) => (
              <Square key={cell.day} cell={cell} />
            ))}
          </div>
        ))}
      </div>
      <p className={styles.note}>{t('days', { count: practised.days })}</p>
    </Card>
  )
}

function Square({ cell }: { cell: Cell }) {
  const { t, i18n } = useTranslation('progress')
  const day = new Date(cell.day).toLocaleDateString(i18n.language, { day: 'numeric', month: 'long', timeZone: 'UTC' })
  const shade = cell.turns === 0 ? 0 : cell.turns < 4 ? 1 : cell.turns < 10 ? 2 : 3
  return (
    <i data-shade={shade} data-future={cell.future || undefined} title={t('dayTurns', { day, count: cell.turns })} />
  )
}
