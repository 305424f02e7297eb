// The talk page: the list of conversations, and one of them. The list stands beside the talk, on phones in a drawer before it.
// What a talk is and how it survives is turn/'s business; this folder shows it.

import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams, useSearch } from 'wouter'
import { me } from '@/api/session'
import { freshTalk } from '@/turn/fresh'
import { later } from '@/ui/later'
import { useShortcut } from '@/ui/shortcuts'
import { Waiting } from '@/ui/waiting'
import { Conversation } from './conversation'
import { Drawer } from './drawer'
import { TalkList } from './list'
import styles from './page.module.css'

const Summary = later(() => import('./summary'), <Waiting />)

export default function Page() {
  const { t } = useTranslation('talk')
  const { id } = useParams<{ id?: string }>()
  const [, go] = useLocation()
  const [open, setOpen] = useState(false)
  const search = useSearch()
  const summed = id !== undefined && new URLSearchParams(search).has('summary')
  const shown = id ?? freshTalk(me().sub)
  const begin = () => {
    setOpen(false)
    go('/talk')
  }
  useShortcut('newTalk', begin)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another talk closes the drawer
  useEffect(() => setOpen(false), [id])
  return (
    <div className={styles.page}>
      <Drawer open={open} label={t('list.title')} onClose={() => setOpen(false)}>
        <TalkList here={shown} onNew={begin} />
      </Drawer>
      {summed ? (
        <Summary key={shown} id={shown} />
      ) : (
        <Conversation key={shown} id={shown} fresh={!id} onList={() => setOpen(true)} />
      )}
    </div>
  )
}
