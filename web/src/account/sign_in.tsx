// Sign in, and on to the page that was asked for.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearchParams } from 'wouter'
import { keeper } from '@/api/session'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { Failure } from '@/ui/parts'

export default function SignIn() {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const [search] = useSearchParams()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [failed, setFailed] = useState<unknown>()
  const submit = () =>
    keeper()
      .signIn(email, password)
      .then(() => go(search.get('next') ?? '/talk', { replace: true }), setFailed)
  return (
    <main>
      <h1>{t('signIn')}</h1>
      <form action={submit}>
        <Field label="Email" type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
        <Field
          label="Password"
          type="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {failed !== undefined && <Failure error={failed} />}
        <Button kind="primary" type="submit">
          {t('signIn')}
        </Button>
      </form>
    </main>
  )
}
