// Scenarios: small plays to choose from, and one of them before it begins.

import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import { type Scenario, useLevel, useScenarios, useText } from '@/scene/api'
import { fitting, minutes } from '@/scene/fit'
import { PLACEMENT } from '@/scene/placement'
import { Failure, PageBody } from '@/ui/parts'
import { Waiting } from '@/ui/waiting'
import { Way } from '@/ui/way'
import styles from './page.module.css'
import { pictureOf } from './pictures'
import { Play } from './play'

export default function Page() {
  const { id } = useParams<{ id?: string }>()
  return id ? <One key={id} id={id} /> : <All />
}

function All() {
  const { t } = useTranslation('scenarios')
  const found = useScenarios()
  const plays = found.data?.filter((each) => each.id !== PLACEMENT)
  const placement = found.data?.find((each) => each.id === PLACEMENT)
  return (
    <PageBody wide title={t('title')} lead={t('lead')}>
      {found.isPending && <Waiting />}
      {found.isError && !found.data && <Failure error={found.error} onRetry={() => void found.refetch()} />}
      {plays && (
        <ul className={styles.list}>
          {plays.map((each) => (
            <Tile key={each.id} of={each} />
          ))}
        </ul>
      )}
      {placement && <ToPlacement />}
    </PageBody>
  )
}

function Tile({ of }: { of: Scenario }) {
  const { t } = useTranslation('scenarios')
  const text = useText()
  const level = useLevel()
  const Picture = pictureOf(of.id)
  return (
    <li>
      <Link href={`/scenarios/${of.id}`} className={styles.tile ?? ''}>
        <span className={styles.picture} aria-hidden>
          <Picture size={26} strokeWidth={1.6} />
        </span>
        <h2>{text(of.title)}</h2>
        <p>{text(of.about)}</p>
        <small>
          <span>{text(of.roles.tutor)}</span>
          <span>
            {t('takes', { count: minutes(of.turns) })}
            {level && ` · ${t('fits', { level: fitting(of.levels, level.low) })}`}
          </span>
        </small>
      </Link>
    </li>
  )
}

function ToPlacement() {
  const { t } = useTranslation('scenarios')
  const level = useLevel()
  return (
    <aside className={styles.placement}>
      <p>{level ? t('placement.again') : t('placement.first')}</p>
      <Way kind="onward" href="/placement">
        {t('placement.open')}
      </Way>
    </aside>
  )
}

function One({ id }: { id: string }) {
  const { t } = useTranslation('scenarios')
  const found = useScenarios()
  const one = found.data?.find((each) => each.id === id)
  if (one) return <Play scenario={one} />
  return (
    <PageBody title={t('title')}>
      {found.isPending && <Waiting />}
      {found.isError && <Failure error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <div className={styles.none}>
          <p>{t('none')}</p>
          <Link href="/scenarios">{t('all')}</Link>
        </div>
      )}
    </PageBody>
  )
}
