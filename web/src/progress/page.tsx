// Progress: level, practice, the nine skills, mistakes by kind, and what to do next. Everything is counted by the service.

import { ChartLine } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from '@/ui/field'
import { Card, Empty, Failure, PageBody } from '@/ui/parts'
import { Waiting } from '@/ui/waiting'
import { Way } from '@/ui/way'
import { type Progress as Data, useProgress } from './api'
import { LevelCard } from './level'
import { Mistakes } from './mistakes'
import styles from './page.module.css'
import { Practice } from './practice'
import { Skills } from './skills'

const RANGES = ['d7', 'd30', 'd90', 'd365'] as const
type Range = (typeof RANGES)[number]

export default function ProgressPage() {
  const { t } = useTranslation('progress')
  const [range, setRange] = useState<Range>('d90')
  const progress = useProgress(Number(range.slice(1)))
  const ranges = RANGES.map((each) => [each, t(`ranges.${each}`)] as const)
  const choice = <Choice hideLabel label={t('range')} value={range} options={ranges} onChange={setRange} />
  return (
    <PageBody wide title={t('title')} lead={t('lead')} aside={choice}>
      {progress.data && <Content data={progress.data} />}
      {progress.isPending && <Waiting />}
      {progress.isError && <Failure error={progress.error} onRetry={() => void progress.refetch()} />}
    </PageBody>
  )
}

function Content({ data }: { data: Data }) {
  const { t } = useTranslation('progress')
  if (!data.level && data.turns === 0)
    return (
      <Empty icon={ChartLine} title={t('emptyTitle')} text={t('emptyText')}>
        <p className={styles.ways}>
          <Way kind="onward" href="/placement">
            {t('emptyPlacement')}
          </Way>
          <Way kind="onward" href="/talk">
            {t('emptyTalk')}
          </Way>
        </p>
      </Empty>
    )
  return (
    <div className={styles.grid}>
      <LevelCard level={data.level} />
      <Practice days={data.days} practised={data.practised} />
      <Mistakes habits={data.mistakes} />
      <Skills days={data.days} />
      <Card title={t('next')} className={styles.whole}>
        <ul className={styles.ways}>
          <li>
            <Way kind="onward" href="/notebook/review">
              {t('nextReview')}
            </Way>
          </li>
          <li>
            <Way kind="onward" href="/scenarios">
              {t('nextScenario')}
            </Way>
          </li>
          <li>
            <Way kind="onward" href="/talk">
              {t('nextTalk')}
            </Way>
          </li>
        </ul>
      </Card>
    </div>
  )
}
