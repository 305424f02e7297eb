// The session has ended under the learner's hands: the password is asked for in place. The page behind stays as it is, and the
// requests that wait for the session go on by themselves. Who signs in as somebody else leaves the page.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { keeper, type Session, session } from '@/api/session'
import { useStore } from '@/state/store'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { EmailField, isEmail } from './email_field'
import { Form, Refusal, useSending } from './form'
import styles from './form.module.css'
import { PasswordField } from './password_field'

export default function Expired() {
  const { t } = useTranslation('account')
  const now = useStore(session)
  const expired = now.state === 'expired'
  return (
    <Dialog open={expired} must title={t('expired.title')} onClose={() => undefined}>
      {expired && <Again now={now} />}
    </Dialog>
  )
}

function Again({ now }: { now: Extract<Session, { state: 'expired' }> }) {
  const { t } = useTranslation(['account', 'common'])
  const [email, setEmail] = useState(now.user.email)
  const [password, setPassword] = useState('')
  const [wrong, setWrong] = useState(false)
  const { busy, failed, run } = useSending()
  const leave = useLeave()
  return (
    <Form
      ready={isEmail(email) && password !== ''}
      onMissing={() => setWrong(true)}
      onSend={() => run(() => keeper().signIn(email.trim(), password))}
    >
      <p className={styles.hint}>{t('expired.lead')}</p>
      <EmailField value={email} onChange={setEmail} wrong={wrong} readOnly={now.user.email !== ''} />
      <PasswordField
        label={t('password')}
        kind="current-password"
        value={password}
        onChange={setPassword}
        autoFocus
        error={wrong && password === '' && t('missing.password')}
      />
      <Refusal error={failed} stay />
      <Button kind="primary" wide type="submit" busy={busy}>
        {t('common:signIn')}
      </Button>
      <Button kind="quiet" wide onClick={leave}>
        {t('expired.other')}
      </Button>
    </Form>
  )
}

/** The session is over already, so nothing is lost if the fleet does not hear of it. */
function useLeave() {
  const [, go] = useLocation()
  return async () => {
    await keeper()
      .signOut(false)
      .catch(() => session.set({ state: 'out' }))
    go('/sign-in', { replace: true })
  }
}
