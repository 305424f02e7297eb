// A forgotten password: an address, then the code that was sent there and a new password, which signs in at once.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { cognito } from '@/api/cognito'
import { Refused } from '@/api/errors'
import { keeper } from '@/api/session'
import { Button } from '@/ui/button'
import { CodeField, isCode } from './code_field'
import { EmailField, isEmail } from './email_field'
import { Entry } from './entry'
import { EntryLink } from './entry_link'
import { Form, Refusal, type Sending, useSending } from './form'
import styles from './form.module.css'
import { NewPassword } from './password_field'
import { broken } from './passwords'
import { useHanded } from './pending'

export default function Forgot() {
  const [email, setEmail] = useState(useHanded().email)
  const [sent, setSent] = useState(false)
  const sending = useSending()
  const ask = () =>
    sending.run(async () => {
      await cognito('ForgotPassword', { Username: email.trim() })
      setSent(true)
    })
  if (!sent) return <Address email={email} onChange={setEmail} sending={sending} onAsk={ask} />
  return <Code email={email.trim()} sending={sending} onAsk={ask} onOther={() => setSent(false)} />
}

function Address(props: { email: string; onChange: (email: string) => void; sending: Sending; onAsk: () => void }) {
  const { t } = useTranslation('account')
  const [wrong, setWrong] = useState(false)
  return (
    <Entry title={t('forgot.title')} lead={t('forgot.lead')}>
      <Form ready={isEmail(props.email)} onMissing={() => setWrong(true)} onSend={props.onAsk}>
        <EmailField value={props.email} onChange={props.onChange} wrong={wrong} autoFocus />
        <Refusal error={props.sending.failed} email={props.email.trim()} />
        <Button kind="primary" wide type="submit" busy={props.sending.busy}>
          {t('forgot.submit')}
        </Button>
      </Form>
      <EntryLink to="/sign-in" state={{ email: props.email.trim() }}>
        {t('forgot.back')}
      </EntryLink>
    </Entry>
  )
}

function Code(props: { email: string; sending: Sending; onAsk: () => void; onOther: () => void }) {
  const { t } = useTranslation('account')
  const { busy, failed, run, clear } = props.sending
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [wrong, setWrong] = useState(false)
  const save = useSave()
  const other = () => {
    clear()
    props.onOther()
  }
  return (
    <Entry title={t('forgot.codeTitle')} lead={t('forgot.codeLead', { email: props.email })}>
      <Form
        ready={isCode(code) && broken(password).length === 0}
        onMissing={() => setWrong(true)}
        onSend={() => run(() => save(props.email, code, password))}
      >
        <CodeField value={code} onChange={setCode} wrong={wrong} autoFocus />
        <input type="email" name="email" autoComplete="username" value={props.email} readOnly hidden />
        <NewPassword label={t('newPassword')} value={password} onChange={setPassword} wrong={wrong} />
        <Refusal error={failed} email={props.email} onResend={props.onAsk} />
        <Button kind="primary" wide type="submit" busy={busy}>
          {t('forgot.save')}
        </Button>
        <Button kind="quiet" wide onClick={other}>
          {t('forgot.again')}
        </Button>
      </Form>
      <p className={styles.hint}>{t('confirm.where')}</p>
    </Entry>
  )
}

/** Save the password and sign in with it; if only that fails, the learner signs in by hand. */
function useSave() {
  const [, go] = useLocation()
  return async (email: string, code: string, password: string) => {
    await cognito('ConfirmForgotPassword', { Username: email, ConfirmationCode: code.trim(), Password: password })
    await keeper()
      .signIn(email, password)
      .catch((error) => {
        if (!(error instanceof Refused)) throw error
        go('/sign-in', { state: { email, done: 'changed' } })
      })
  }
}
