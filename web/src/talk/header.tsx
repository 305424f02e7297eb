// The head of a talk: its title, its scenario, what can be done with it; on phones also the way to the list.

import { Drama, Flag, PanelLeft, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Picker } from '@/region/picker'
import { useScenario, useText } from '@/scene/api'
import { useStore } from '@/state/store'
import { useConversations } from '@/turn/conversations'
import type { Talk } from '@/turn/talk'
import { IconButton } from '@/ui/button'
import { later } from '@/ui/later'
import { Menu } from '@/ui/menu'
import { Chip } from '@/ui/parts'
import { useDelete } from './delete'
import { useRoom } from './drawer'
import styles from './header.module.css'
import { useScene } from './scene_of'

const Rename = later(() => import('./rename'))

export function Header({ talk, onList }: { talk: Talk; onList: () => void }) {
  const { t } = useTranslation('talk')
  const scene = useScene(talk)
  const played = useScenario(scene?.id)
  const text = useText()
  const title = useTalkTitle(talk)
  const room = useRoom()
  return (
    <header className={styles.header}>
      {!room && <IconButton icon={PanelLeft} label={t('list.open')} onClick={onList} />}
      <h1 tabIndex={-1} title={title}>
        {title ?? (played ? text(played.title) : t('list.new'))}
      </h1>
      {scene && (
        <Chip>
          <Drama size={14} aria-hidden /> {scene.level}
        </Chip>
      )}
      <Picker />
      {title !== undefined && <Actions talk={talk} title={title} />}
    </header>
  )
}

function Actions({ talk, title }: { talk: Talk; title: string }) {
  const { t } = useTranslation(['talk', 'scenarios'])
  const [, go] = useLocation()
  const [renaming, setRenaming] = useState(false)
  const remove = useDelete()
  const items = [
    { label: t('scenarios:summary.open'), icon: Flag, onSelect: () => go(`/talk/${talk.id}?summary=1`) },
    { label: t('rename'), icon: Pencil, onSelect: () => setRenaming(true) },
    { label: t('delete'), icon: Trash2, danger: true, onSelect: () => remove(talk.id, true) },
  ]
  return (
    <>
      <Menu label={t('menu', { title })} items={items} />
      {renaming && <Rename id={talk.id} title={title} onClose={() => setRenaming(false)} />}
    </>
  )
}

/** As the list has it (it knows a new name at once), else as the talk was loaded; undefined before the first message. */
function useTalkTitle(talk: Talk): string | undefined {
  const { t } = useTranslation('talk')
  const { state, title } = useStore(talk.status)
  const listed = useConversations().data?.find(({ id }) => id === talk.id)?.title
  const found = listed ?? (state === 'ready' ? title : undefined)
  return found?.trim() === '' ? t('list.untitled') : found
}
