// The frame of the pages that stand before the sign-in: what this is, in one sentence and one example, and beside it the form.
// Who is signed in already, or has just become so, goes on from here.

import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Redirect, useSearchParams } from 'wouter'
import { session } from '@/api/session'
import { languages, names } from '@/i18n/languages'
import { change, settings } from '@/state/settings'
import { useStore } from '@/state/store'
import { Button } from '@/ui/button'
import styles from './entry.module.css'
import { safeNext } from './next'
import { useTitle } from './title'

interface Props {
  title: string
  lead?: ReactNode
  /** where whoever is signed in goes on; left out: where the query says, as far as it is a page of ours */
  onward?: string
  children: ReactNode
}

export function Entry({ title, lead, onward, children }: Props) {
  const { state } = useStore(session)
  const [search] = useSearchParams()
  useTitle(title)
  if (state === 'in') return <Redirect to={onward ?? safeNext(search.get('next'), '/talk')} replace />
  return (
    <div className={styles.entry}>
      <Story />
      <main className={styles.main}>
        <Languages />
        <div className={styles.column}>
          <header className={styles.heading}>
            <h1 tabIndex={-1}>{title}</h1>
            {lead && <p className={styles.lead}>{lead}</p>}
          </header>
          {children}
        </div>
      </main>
    </div>
  )
}

function Story() {
  const { t } = useTranslation(['account', 'common'])
  return (
    <aside className={styles.story} aria-label={t('common:name')}>
      <p className={styles.name}>
        {t('common:name')}
        <span aria-hidden>.</span>
      </p>
      <div className={styles.middle}>
        <Example />
        <p className={styles.promise}>{t('promise')}</p>
        <p className={styles.more}>{t('promiseMore')}</p>
      </div>
      <p className={styles.honesty}>{t('honesty')}</p>
    </aside>
  )
}

/** One correction, as they look in a talk. */
function Example() {
  const { t } = useTranslation(['account', 'common'])
  return (
    <figure className={styles.example}>
      <span className="visually-hidden">{t('exampleRead')}</span>
      <p aria-hidden lang="en" className={styles.sentence}>
        {t('example.lead')} <del>{t('example.wrong')}</del> <ins>{t('example.right')}</ins> {t('example.rest')}
      </p>
      <figcaption aria-hidden className={styles.reason}>
        {t('exampleReason')}
      </figcaption>
    </figure>
  )
}

/** The other languages, each in its own words. */
function Languages() {
  const { language } = useStore(settings)
  return (
    <div className={styles.languages}>
      {languages
        .filter((each) => each !== language)
        .map((each) => (
          <Button key={each} kind="quiet" small lang={each} onClick={() => change({ language: each, feedback: each })}>
            {names[each]}
          </Button>
        ))}
    </div>
  )
}
