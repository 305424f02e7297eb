// The frame of a page for somebody who is signed in: navigation at the side (a bar of tabs below on phones), one `main`, and
// the banner of a lost connection. Knows pages by their table only.

import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type Area, type Page, pages } from '@/pages'
import { classes } from '@/ui/classes'
import styles from './layout.module.css'
import { Offline } from './offline'
import { SettingsButton } from './settings_dialog'
import { Shortcuts } from './shortcuts_dialog'

export function Layout({ area, children }: { area: Area; children: ReactNode }) {
  const { t } = useTranslation()
  const main = useRef<HTMLElement>(null)
  useTitle(area)
  const skip = (event: MouseEvent) => {
    event.preventDefault()
    main.current?.focus()
  }
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main" onClick={skip}>
        {t('skip')}
      </a>
      <nav className={styles.nav} aria-label={t('pages')}>
        <Link href="/talk" className={styles.name ?? ''}>
          {t('name')}
          <span aria-hidden>.</span>
        </Link>
        <Group pages={of(1)} area={area} />
        <div className={styles.rest}>
          <Group pages={of(2)} area={area} />
          <SettingsButton />
        </div>
      </nav>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Offline />
        {children}
      </main>
      <Shortcuts />
    </div>
  )
}

function Group({ pages: shown, area }: { pages: Page[]; area: Area }) {
  return (
    <ul className={styles.group}>
      {shown.map((page) => (
        <li key={page.path}>
          <Tab page={page} here={page.area === area} />
        </li>
      ))}
    </ul>
  )
}

function Tab({ page, here }: { page: Page; here: boolean }) {
  const { t } = useTranslation(page.area)
  const Icon = page.icon
  const path = page.path.replace(/\/:.*$/, '')
  return (
    <Link href={path} className={classes(styles.tab, here && styles.here)} aria-current={here ? 'page' : undefined}>
      {Icon && <Icon size={20} aria-hidden />}
      <span>{t('title')}</span>
    </Link>
  )
}

function of(group: 1 | 2): Page[] {
  return pages.filter((page) => page.group === group)
}

function useTitle(area: Area) {
  const { t } = useTranslation([area, 'common'])
  const title = t('title', { ns: area })
  useEffect(() => {
    document.title = `${title} · tutorfleet`
  }, [title])
}
