// The code that proves an address; then in, without the password where it was typed a moment ago.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { cognito } from '@/api/cognito'
import { keeper } from '@/api/session'
import { Button } from '@/ui/button'
import { toast } from '@/ui/toasts'
import { CodeField, isCode } from './code_field'
import { EmailField, isEmail } from './email_field'
import { Entry } from './entry'
import { EntryLink } from './entry_link'
import { Form, Refusal, useSending } from './form'
import styles from './form.module.css'
import { take, useHanded } from './pending'

export default function Confirm() {
  const { t } = useTranslation('account')
  const handed = useHanded().email
  const [email, setEmail] = useState(handed)
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState(false)
  const { busy, failed, run } = useSending()
  const confirm = useConfirm()
  const resend = () =>
    run(async () => {
      if (!isEmail(email)) return setWrong(true)
      await cognito('ResendConfirmationCode', { Username: email.trim() })
      toast(t('confirm.resent'))
    })
  const lead = handed ? t('confirm.lead', { email: handed }) : t('confirm.leadUnknown')
  return (
    <Entry title={t('confirm.title')} lead={lead} onward="/welcome">
      <Form
        ready={isEmail(email) && isCode(code)}
        onMissing={() => setWrong(true)}
        onSend={() => run(() => confirm(email.trim(), code))}
      >
        {!handed && <EmailField value={email} onChange={setEmail} wrong={wrong} autoFocus />}
        <CodeField value={code} onChange={setCode} wrong={wrong} autoFocus={handed !== ''} />
        <Refusal error={failed} email={email.trim()} onResend={resend} />
        <Button kind="primary" wide type="submit" busy={busy}>
          {t('confirm.submit')}
        </Button>
        <Button kind="quiet" wide onClick={resend}>
          {t('confirm.resend')}
        </Button>
      </Form>
      <p className={styles.hint}>{t('confirm.where')}</p>
      <EntryLink to="/sign-in" state={{ email: email.trim() }}>
        {t('forgot.back')}
      </EntryLink>
    </Entry>
  )
}

function useConfirm() {
  const [, go] = useLocation()
  return async (email: string, code: string) => {
    await cognito('ConfirmSignUp', { Username: email, ConfirmationCode: code.trim() })
    const password = take(email)
    if (password === undefined) return go('/sign-in', { state: { email, done: 'confirmed' } })
    await keeper().signIn(email, password)
  }
}
