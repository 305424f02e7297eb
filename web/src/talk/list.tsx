// The learner's talks: a new one, search by title, all of them by day; each can be renamed, and deleted with a way back.

import { Drama, Ellipsis, Pencil, Plus, Search, Trash2 } from 'lucide-react'
import { memo, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Summary } from '@/api/types'
import { byDay, type Day, matching, useConversations } from '@/turn/conversations'
import { Button, IconButton } from '@/ui/button'
import { later } from '@/ui/later'
import { SharedMenu, useSharedMenu } from '@/ui/menu'
import { Failure } from '@/ui/parts'
import { useShortcut } from '@/ui/shortcuts'
import { Waiting } from '@/ui/waiting'
import { useDelete } from './delete'
import styles from './list.module.css'

const Rename = later(() => import('./rename'))

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
  const menu = useRowMenu(here, setRenamed)
  const days = useMemo(() => byDay(matching(all, wanted), new Date()), [all, wanted])
  if (all.length === 0) return <p className={styles.none}>{t('list.none')}</p>
  return (
    <nav className={styles.days} aria-label={t('list.title')}>
      {days.length === 0 && <p className={styles.none}>{t('list.nothingFound', { text: wanted.trim() })}</p>}
      {days.map((day) => (
        <DayGroup key={day.start} day={day} here={here} onMenu={menu.open} />
      ))}
      {menu.menu}
      {renamed && <Rename id={renamed.id} title={renamed.title} onClose={() => setRenamed(undefined)} />}
    </nav>
  )
}

type OnMenu = (of: Summary, button: HTMLElement) => void

/** One menu for all rows: hundreds of menus would make the list slow. */
function useRowMenu(here: string, onRename: (of: Summary) => void) {
  const { t } = useTranslation('talk')
  const { store, open } = useSharedMenu()
  const [of, setOf] = useState<Summary>()
  const remove = useDelete()
  const items = of
    ? [
        { label: t('rename'), icon: Pencil, onSelect: () => onRename(of) },
        { label: t('delete'), icon: Trash2, danger: true, onSelect: () => remove(of.id, of.id === here) },
      ]
    : []
  const opened = useCallback<OnMenu>(
    (row, button) => {
      setOf(row)
      open(button)
    },
    [open],
  )
  return {
    open: opened,
    menu: <SharedMenu store={store} label={t('menu', { title: of?.title ?? '' })} items={items} />,
  }
}

function DayGroup({ day, here, onMenu }: { day: Day; here: string; onMenu: OnMenu }) {
  return (
    <section className={styles.day}>
      <h2>{useDayName(day)}</h2>
      <ul>
        {day.conversations.map((each) => (
          <Row key={each.id} of={each} here={each.id === here} onMenu={onMenu} />
        ))}
      </ul>
    </section>
  )
}

const Row = memo(function Row({ of, here, onMenu }: { of: Summary; here: boolean; onMenu: OnMenu }) {
  const { t } = useTranslation('talk')
  const title = of.title.trim() || t('list.untitled')
  return (
    <li className={here ? styles.here : undefined}>
      <Link href={`/talk/${of.id}`} aria-current={here ? 'page' : undefined} title={title}>
        {of.scenario && <Drama size={16} aria-label={t('list.scenario')} />}
        <span>{title}</span>
      </Link>
      <IconButton
        small
        icon={Ellipsis}
        label={t('menu', { title })}
        aria-haspopup="menu"
        onClick={(event) => onMenu(of, event.currentTarget)}
      />
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
