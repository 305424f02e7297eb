// The nine skills: a small line each, and one of them large, as a line or as a table.

import { Minus, TrendingDown, TrendingUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Skill, skills } from '@/api/types'
import { useNames } from '@/language/names'
import { Button } from '@/ui/button'
import { later } from '@/ui/later'
import { Card } from '@/ui/parts'
import { Waiting } from '@/ui/waiting'
import type { Day } from './api'
import styles from './skills.module.css'
import { Spark } from './spark'
import { type Direction, direction, mean, type Point, pointsOf } from './trends'

const Chart = later(() => import('./chart'), <Waiting />)

export function Skills({ days }: { days: Day[] }) {
  const { t } = useTranslation('progress')
  const [chosen, setChosen] = useState<Skill>('overall_communication')
  return (
    <Card title={t('skills')} className={styles.card}>
      <p className={styles.lead}>{t('skillsLead')}</p>
      <div className={styles.columns}>
        <ul className={styles.list}>
          {skills.map((skill) => (
            <li key={skill}>
              <Row
                points={pointsOf(days, skill)}
                skill={skill}
                here={skill === chosen}
                onChoose={() => setChosen(skill)}
              />
            </li>
          ))}
        </ul>
        <Large skill={chosen} points={pointsOf(days, chosen)} />
      </div>
    </Card>
  )
}

function Row({
  skill,
  points,
  here,
  onChoose,
}: {
  skill: Skill
  points: Point[]
  here: boolean
  onChoose: () => void
}) {
  const names = useNames()
  const last = points.at(-1)
  return (
    <button type="button" className={styles.row} aria-pressed={here} onClick={onChoose}>
      <span>{names.skill(skill)}</span>
      <Spark points={points} />
      <b>{last ? Math.round(last.value) : '–'}</b>
      <Way direction={direction(points)} />
    </button>
  )
}

function Large({ skill, points }: { skill: Skill; points: Point[] }) {
  const { t } = useTranslation('progress')
  const names = useNames()
  const [table, setTable] = useState(false)
  const turns = points.reduce((sum, each) => sum + each.turns, 0)
  const whole = mean(points)
  return (
    <div className={styles.large}>
      <h3>{names.skill(skill)}</h3>
      <p className={styles.lead}>{names.aboutSkill(skill)}</p>
      <p>
        <b className={styles.mean}>{whole === null ? '–' : Math.round(whole)}</b> {t('turns', { count: turns })},{' '}
        <Told direction={direction(points)} />
      </p>
      {table ? <Table points={points} /> : <Chart points={points} name={names.skill(skill)} />}
      <Button small kind="quiet" onClick={() => setTable(!table)}>
        {table ? t('asChart') : t('asTable')}
      </Button>
    </div>
  )
}

function Table({ points }: { points: Point[] }) {
  const { t, i18n } = useTranslation('progress')
  return (
    <section className={styles.table} tabIndex={0} aria-label={t('asTable')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('day')}</th>
            <th scope="col">{t('score')}</th>
            <th scope="col">{t('turnCount')}</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.day}>
              <th scope="row">
                {new Date(point.day).toLocaleDateString(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' })}
              </th>
              <td>{Math.round(point.value)}</td>
              <td>{point.turns}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const ICONS = { up: TrendingUp, down: TrendingDown, level: Minus } as const

function Way({ direction: way }: { direction: Direction }) {
  const Icon = way === 'unknown' ? null : ICONS[way]
  return (
    <span className={styles.way} data-way={way}>
      {Icon && <Icon size={16} aria-hidden />}
      <span className="visually-hidden">
        <Told direction={way} />
      </span>
    </span>
  )
}

function Told({ direction: way }: { direction: Direction }) {
  const { t } = useTranslation('progress')
  return <>{t(way === 'level' ? 'level_' : way)}</>
}
