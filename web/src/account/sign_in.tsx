// Sign in, and on to the page that was asked for.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refused } from '@/api/errors'
import { keeper } from '@/api/session'
import { Button } from '@/ui/button'
import { EmailField, isEmail } from './email_field'
import { Entry } from './entry'
import { EntryLink } from './entry_link'
import { Form, Refusal, useSending } from './form'
import styles from './form.module.css'
import { PasswordField } from './password_field'
import { hold, useHanded } from './pending'

export default function SignIn() {
  const { t } = useTranslation(['account', 'common'])
  const handed = useHanded()
  const [email, setEmail] = useState(handed.email)
  const [password, setPassword] = useState('')
  const [wrong, setWrong] = useState(false)
  const { busy, failed, run } = useSending()
  const send = () => run(() => signIn(email.trim(), password))
  return (
    <Entry title={t('signIn.title')}>
      <Done of={handed.done} />
      <Form ready={isEmail(email) && password !== ''} onMissing={() => setWrong(true)} onSend={send}>
        <EmailField value={email} onChange={setEmail} wrong={wrong} autoFocus={email === ''} />
        <PasswordField
          label={t('password')}
          kind="current-password"
          value={password}
          onChange={setPassword}
          autoFocus={email !== ''}
          error={wrong && password === '' && t('missing.password')}
        />
        <Refusal error={failed} email={email.trim()} />
        <Button kind="primary" wide type="submit" busy={busy}>
          {t('common:signIn')}
        </Button>
      </Form>
      <div>
        <EntryLink to="/forgot" state={{ email: email.trim() }}>
          {t('signIn.forgot')}
        </EntryLink>
        <p className={styles.foot}>
          {t('signIn.none')}
          <EntryLink to="/sign-up" state={{ email: email.trim() }}>
            {t('signIn.make')}
          </EntryLink>
        </p>
      </div>
    </Entry>
  )
}

/** Whoever must confirm the address first need not type the password again. */
async function signIn(email: string, password: string): Promise<void> {
  await keeper()
    .signIn(email, password)
    .catch((error) => {
      if (error instanceof Refused && error.kind === 'UserNotConfirmedException') hold(email, password)
      throw error
    })
}

/** What was done before this page. */
function Done({ of }: { of: string }) {
  const { t } = useTranslation(['account', 'common'])
  const said: Record<string, string> = {
    erased: t('signIn.erased'),
    kept: t('erase.kept'),
    changed: t('signIn.changed'),
    confirmed: t('confirm.done'),
  }
  if (!said[of]) return null
  return (
    <p role="status" className={styles.note}>
      {said[of]}
    </p>
  )
}
