// A new account. Where the fleet confirms accounts at once, the learner is signed in with it; else the code is asked for.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearchParams } from 'wouter'
import { cognito } from '@/api/cognito'
import { keeper } from '@/api/session'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { EmailField, isEmail } from './email_field'
import { Entry } from './entry'
import { EntryLink } from './entry_link'
import { Form, Refusal, useSending } from './form'
import styles from './form.module.css'
import { NewPassword } from './password_field'
import { broken } from './passwords'
import { hold, useHanded } from './pending'

const LONGEST_NAME = 200

export default function SignUp() {
  const { t } = useTranslation(['account', 'common'])
  const [email, setEmail] = useState(useHanded().email)
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [wrong, setWrong] = useState(false)
  const { busy, failed, run } = useSending()
  const signUp = useSignUp()
  const named = name.trim() !== '' && name.trim().length <= LONGEST_NAME
  return (
    <Entry title={t('signUp.title')} lead={t('signUp.lead')} onward="/welcome">
      <Form
        ready={isEmail(email) && named && broken(password).length === 0}
        onMissing={() => setWrong(true)}
        onSend={() => run(() => signUp(email.trim(), name.trim(), password))}
      >
        <Field
          label={t('name')}
          hint={t('nameHint')}
          name="name"
          autoComplete="name"
          required
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={wrong && !named && t('missing.name')}
        />
        <EmailField value={email} onChange={setEmail} wrong={wrong} />
        <NewPassword label={t('password')} value={password} onChange={setPassword} wrong={wrong} />
        <Refusal error={failed} email={email.trim()} />
        <Button kind="primary" wide type="submit" busy={busy}>
          {t('signUp.submit')}
        </Button>
      </Form>
      <p className={styles.foot}>
        {t('signUp.have')}
        <EntryLink to="/sign-in" state={{ email: email.trim() }}>
          {t('common:signIn')}
        </EntryLink>
      </p>
    </Entry>
  )
}

function useSignUp() {
  const [, go] = useLocation()
  const [search] = useSearchParams()
  return async (email: string, name: string, password: string) => {
    const attributes = [
      { Name: 'name', Value: name },
      { Name: 'email', Value: email },
    ]
    const request = { Username: email, Password: password, UserAttributes: attributes }
    const made = await cognito<{ UserConfirmed: boolean }>('SignUp', request)
    if (made.UserConfirmed) return keeper().signIn(email, password)
    hold(email, password)
    go(search.size > 0 ? `/confirm?${search}` : '/confirm', { state: { email } })
  }
}
