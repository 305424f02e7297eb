// A form that is sent: busy while it is on its way, its refusal in words with the way out, and focus on what is missing.

import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Failure } from '@/ui/parts'
import { EntryLink } from './entry_link'
import styles from './form.module.css'
import { refusal, type Way } from './refusals'

export interface Sending {
  busy: boolean
  failed: unknown
  /** run it now; what it raises becomes `failed` */
  run: (work: () => Promise<void>) => Promise<void>
  /** nothing has failed any more */
  clear: () => void
}

export function useSending(): Sending {
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const running = useRef(false)
  const run = async (work: () => Promise<void>) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setFailed(undefined)
    await work().catch(setFailed)
    running.current = false
    setBusy(false)
  }
  return { busy, failed, run, clear: () => setFailed(undefined) }
}

/** Sends when nothing is missing; else goes to the first field that says so. */
export function Form(props: { onSend: () => void; ready: boolean; onMissing: () => void; children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (props.ready) return props.onSend()
    props.onMissing()
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
  }
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      {props.children}
    </form>
  )
}

const PLACES: Record<Exclude<Way, 'resend'>, string> = { signIn: '/sign-in', forgot: '/forgot', confirm: '/confirm' }

/** What went wrong and where to go from it. `email` goes along; `stay`: only what went wrong, for the page is not to be left. */
export function Refusal(props: { error: unknown; email?: string; stay?: boolean; onResend?: () => void }) {
  const { error, email, stay = false, onResend } = props
  const { t } = useTranslation('account')
  if (error === undefined) return null
  const found = refusal(error)
  if (!found) return <Failure error={error} />
  return (
    <div role="alert" className={styles.refusal}>
      <p>{t(`refused.${found.said}`, { message: found.message })}</p>
      {(stay ? [] : found.ways).map((way) =>
        way !== 'resend' ? (
          <EntryLink key={way} to={PLACES[way]} state={{ email }}>
            {t(`refused.ways.${way}`)}
          </EntryLink>
        ) : (
          onResend && (
            <button key={way} type="button" className={styles.way} onClick={onResend}>
              {t('refused.ways.resend')}
            </button>
          )
        ),
      )}
    </div>
  )
}
