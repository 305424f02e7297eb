// The list of shortcuts (`?`), the switch for keys of one letter, and the keys that lead from page to page.

import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { change, settings } from '@/state/settings'
import { useStore } from '@/state/store'
import { Dialog } from '@/ui/dialog'
import { Switch } from '@/ui/field'
import { listen, type Shortcut, shortcuts, useShortcut } from '@/ui/shortcuts'
import styles from './shortcuts.module.css'

/** Keys of the whole client; stands once in the frame of a page. */
export function Shortcuts() {
  const { t } = useTranslation('keys')
  const [open, setOpen] = useState(false)
  useEffect(() => listen(() => settings.get().singleKeys), [])
  useShortcut('help', () => setOpen(true))
  useGo()
  return (
    <Dialog open={open} title={t('title')} onClose={() => setOpen(false)}>
      <ShortcutList />
    </Dialog>
  )
}

/** Also in the settings, where those find it who use no keyboard yet. */
export function ShortcutList() {
  const { t } = useTranslation('keys')
  const singles = useStore(settings, (now) => now.singleKeys)
  return (
    <div className={styles.shortcuts}>
      <Group name={t('pages')} rows={rowsOf('pages')} />
      <Group
        name={t('talk')}
        rows={[
          ...rowsOf('talk'),
          { id: 'send', keys: ['Enter'] },
          { id: 'newLine', keys: ['Shift+Enter'] },
          { id: 'edit', keys: ['ArrowUp'] },
        ]}
      />
      <Switch
        label={t('single')}
        hint={t('singleMore')}
        checked={singles}
        onChange={(singleKeys) => change({ singleKeys })}
      />
    </div>
  )
}

interface Row {
  id: Shortcut | 'send' | 'newLine' | 'edit'
  keys: readonly string[]
}

function Group({ name, rows }: { name: string; rows: Row[] }) {
  const { t } = useTranslation('keys')
  return (
    <section>
      <h2>{name}</h2>
      <dl>
        {rows.map(({ id, keys }) => (
          <div key={id}>
            <dt>{t(`does.${id}`)}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Keys({ keys }: { keys: readonly string[] }) {
  const { t } = useTranslation('keys')
  return keys.map((key, at) => (
    <span key={key}>
      {at > 0 && <i>{t('next')}</i>}
      {key.split('+').map((part) => (
        <kbd key={part}>
          {part === 'ArrowUp' ? '↑' : part === 'Escape' ? 'Esc' : part.length === 1 ? part.toUpperCase() : part}
        </kbd>
      ))}
    </span>
  ))
}

function rowsOf(group: 'pages' | 'talk'): Row[] {
  return shortcuts.filter((each) => each.group === group)
}

const places = [
  ['goTalk', '/talk'],
  ['goScenarios', '/scenarios'],
  ['goProgress', '/progress'],
  ['goNotebook', '/notebook'],
  ['goReview', '/notebook/review'],
  ['goFleet', '/fleet'],
  ['goAccount', '/account'],
] as const

function useGo(): void {
  const [, go] = useLocation()
  for (const [id, path] of places) {
    // biome-ignore lint/correctness/useHookAtTopLevel: the list never changes
    useShortcut(id, () => go(path))
  }
}
