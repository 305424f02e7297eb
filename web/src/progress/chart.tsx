// One skill, large. recharts draws it and is loaded with it; a table says the same to whoever does not see it.

import { useTranslation } from 'react-i18next'
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import styles from './chart.module.css'
import { type Point, pieces } from './trends'

const HEIGHT = 240

export default function Chart({ points, name }: { points: Point[]; name: string }) {
  const { t, i18n } = useTranslation('progress')
  const told = (at: number, style: 'short' | 'medium') =>
    new Date(at).toLocaleDateString(
      i18n.language,
      style === 'short'
        ? { day: 'numeric', month: 'short', timeZone: 'UTC' }
        : { dateStyle: 'medium', timeZone: 'UTC' },
    )
  return (
    <div className={styles.chart} role="img" aria-label={`${name}. ${t('asTable')}`}>
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <LineChart
          data={withGaps(points)}
          margin={{ top: 8, right: 8, bottom: 0, left: -20 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={['dataMin', 'dataMax']}
            tickFormatter={(at: number) => told(at, 'short')}
            tick={{ fill: 'var(--ink-soft)', fontSize: 12 }}
            stroke="var(--line)"
            minTickGap={32}
          />
          <YAxis
            domain={[0, 100]}
            ticks={[0, 25, 50, 75, 100]}
            tick={{ fill: 'var(--ink-soft)', fontSize: 12 }}
            axisLine={false}
            tickLine={false}
          />
          <Tooltip
            isAnimationActive={false}
            labelFormatter={(at) => told(Number(at), 'medium')}
            formatter={(value, _, item) => [
              `${Math.round(Number(value))} (${t('turns', { count: (item.payload as Point).turns })})`,
              name,
            ]}
            wrapperClassName={styles.tip ?? ''}
            contentStyle={{ background: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 10 }}
            labelStyle={{ color: 'var(--ink-soft)' }}
            itemStyle={{ color: 'var(--ink)' }}
          />
          <Line
            dataKey="value"
            stroke="var(--brand)"
            strokeWidth={2}
            dot={{ r: 3, fill: 'var(--brand)', strokeWidth: 0 }}
            connectNulls={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  )
}

/** The points in time; an empty one between two pieces breaks the line. */
function withGaps(points: Point[]): { at: number; value: number | null; turns: number }[] {
  return pieces(points).flatMap((piece, index) => {
    const drawn = piece.map((point) => ({ at: Date.parse(point.day), value: point.value, turns: point.turns }))
    const first = drawn[0]
    return index && first ? [{ at: first.at - 1, value: null, turns: 0 }, ...drawn] : drawn
  })
}
