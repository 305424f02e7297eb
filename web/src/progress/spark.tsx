// A line as small as a word; what it says stands beside it in words.

import { daysBetween, type Point, pieces } from './trends'

const WIDTH = 88
const HEIGHT = 24
const EDGE = 3

export function Spark({ points }: { points: Point[] }) {
  const first = points[0]?.day ?? ''
  const span = Math.max(1, daysBetween(first, points.at(-1)?.day ?? first))
  const x = (point: Point) => EDGE + (daysBetween(first, point.day) / span) * (WIDTH - 2 * EDGE)
  const y = (point: Point) => HEIGHT - EDGE - (point.value / 100) * (HEIGHT - 2 * EDGE)
  const last = points.at(-1)
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} fill="none" aria-hidden>
      {pieces(points).map((piece) => (
        <polyline
          key={piece[0]?.day}
          points={piece.map((point) => `${x(point)},${y(point)}`).join(' ')}
          stroke="var(--brand)"
          strokeWidth="1.75"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
      {last && <circle cx={x(last)} cy={y(last)} r="2.5" fill="var(--brand)" />}
    </svg>
  )
}
