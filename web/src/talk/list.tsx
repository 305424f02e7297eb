// The learner's talks: a new one, search by title, all of them by day; each can be renamed, and deleted with a way back.

import { Drama, Pencil, Plus, Search, Trash2 } from 'lucide-react'
import { memo, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Summary } from '@/api/types'
import { useShortcut } from '@/shell/shortcuts'
import { byDay, type Day, matching, useConversations } from '@/turn/conversations'
import { Button } from '@/ui/button'
import { Menu } from '@/ui/menu'
import { Failure } from '@/ui/parts'
import { Waiting } from '@/ui/waiting'
import { useDelete } from './delete'
import styles from './list.module.css'
import { Rename } from './rename'

interface Props {
  here: string
  onNew: () => void
}

export function TalkList({ here, onNew }: Props) {
  const { t } = useTranslation('talk')
  const found = useConversations()
  const [search, setSearch] = useState('')
  const box = useRef<HTMLInputElement>(null)
  useShortcut('search', () => box.current?.focus())
  return (
    <div className={styles.list}>
      <Button icon={Plus} onClick={onNew}>
        {t('list.new')}
      </Button>
      <label className={styles.search}>
        <Search size={17} aria-hidden />
        <span className="visually-hidden">{t('list.search')}</span>
        <input
          ref={box}
          type="search"
          placeholder={t('list.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setSearch('')}
        />
      </label>
      {found.isPending && <Waiting />}
      {found.isError && !found.data && <Failure error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Days all={found.data} search={search} here={here} />}
    </div>
  )
}

function Days({ all, search, here }: { all: Summary[]; search: string; here: string }) {
  const { t } = useTranslation('talk')
  const wanted = useDeferredValue(search)
  const [renamed, setRenamed] = useState<Summary>()
  const days = useMemo(() => byDay(matching(all, wanted), new Date()), [all, wanted])
  if (all.length === 0) return <p className={styles.none}>{t('list.none')}</p>
  return (
    <nav className={styles.days} aria-label={t('list.title')}>
      {days.length === 0 && <p className={styles.none}>{t('list.nothingFound', { text: wanted.trim() })}</p>}
      {days.map((day) => (
        <DayGroup key={day.start} day={day} here={here} onRename={setRenamed} />
      ))}
      {renamed && <Rename id={renamed.id} title={renamed.title} onClose={() => setRenamed(undefined)} />}
    </nav>
  )
}

function DayGroup({ day, here, onRename }: { day: Day; here: string; onRename: (of: Summary) => void }) {
  return (
    <section className={styles.day}>
      <h2>{useDayName(day)}</h2>
      <ul>
        {day.conversations.map((each) => (
          <Row key={each.id} of={each} here={each.id === here} onRename={onRename} />
        ))}
      </ul>
    </section>
  )
}

const Row = memo(function Row(props: { of: Summary; here: boolean; onRename: (of: Summary) => void }) {
  const { t } = useTranslation('talk')
  const { of, here, onRename } = props
  const title = of.title.trim() || t('list.untitled')
  const remove = useDelete()
  const items = [
    { label: t('rename'), icon: Pencil, onSelect: () => onRename(of) },
    { label: t('delete'), icon: Trash2, danger: true, onSelect: () => remove(of.id, here) },
  ]
  return (
    <li className={here ? styles.here : undefined}>
      <Link href={`/talk/${of.id}`} aria-current={here ? 'page' : undefined} title={title}>
        {of.scenario && <Drama size={16} aria-label={t('list.scenario')} />}
        <span>{title}</span>
      </Link>
      <Menu small label={t('menu', { title })} items={items} />
    </li>
  )
})

function useDayName({ start, ago }: Day): string {
  const { t, i18n } = useTranslation('talk')
  if (ago <= 0) return t('list.today')
  if (ago === 1) return t('list.yesterday')
  const sameYear = new Date(start).getFullYear() === new Date().getFullYear()
  const shape: Intl.DateTimeFormatOptions =
    ago < 7 ? { weekday: 'long' } : { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }
  return new Intl.DateTimeFormat(i18n.language, shape).format(start)
}
