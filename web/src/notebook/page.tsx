// The notebook: mistakes, words, and what the tutor remembers; and the way to a minute of review.

import * as Ariakit from '@ariakit/react'
import { useQuery } from '@tanstack/react-query'
import { Repeat } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { ask } from '@/api/http'
import { keys, type Review } from '@/api/notebook'
import { PageBody } from '@/ui/parts'
import { Way } from '@/ui/way'
import { Memories } from './memories'
import { Mistakes } from './mistakes'
import styles from './page.module.css'
import { Words } from './words'

const TABS = { mistakes: Mistakes, words: Words, memories: Memories } as const
type Tab = keyof typeof TABS

export default function NotebookPage() {
  const { t } = useTranslation('notebook')
  const [search, setSearch] = useSearchParams()
  const asked = search.get('tab')
  const chosen: Tab = asked && asked in TABS ? (asked as Tab) : 'mistakes'
  return (
    <PageBody title={t('title')} lead={t('lead')} aside={<ToReview />}>
      <Ariakit.TabProvider
        selectedId={chosen}
        setSelectedId={(id) => setSearch({ tab: id ?? 'mistakes' }, { replace: true })}
      >
        <Ariakit.TabList className={styles.tabs} aria-label={t('title')}>
          {(Object.keys(TABS) as Tab[]).map((tab) => (
            <Ariakit.Tab key={tab} id={tab} className={styles.tab}>
              {t(`tabs.${tab}`)}
            </Ariakit.Tab>
          ))}
        </Ariakit.TabList>
        {(Object.entries(TABS) as [Tab, (typeof TABS)[Tab]][]).map(([tab, Content]) => (
          <Ariakit.TabPanel key={tab} tabId={tab} unmountOnHide>
            <Content />
          </Ariakit.TabPanel>
        ))}
      </Ariakit.TabProvider>
    </PageBody>
  )
}

function ToReview() {
  const { t } = useTranslation('notebook')
  const review = useQuery({
    queryKey: keys.review,
    queryFn: ({ signal }) => ask<Review>('GET', '/me/review?limit=1', { signal }),
  })
  const due = review.data?.due ?? 0
  return (
    <Way kind="primary" href="/notebook/review" icon={Repeat}>
      {due ? t('reviewDue', { count: due }) : t('review')}
    </Way>
  )
}
