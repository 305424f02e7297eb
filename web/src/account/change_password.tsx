// Another password, for somebody who knows the present one.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refused } from '@/api/errors'
import { keeper, me } from '@/api/session'
import { Button } from '@/ui/button'
import { toast } from '@/ui/toasts'
import { Form, Refusal, useSending } from './form'
import styles from './form.module.css'
import { NewPassword, PasswordField } from './password_field'
import { broken } from './passwords'

export function ChangePassword() {
  const { t } = useTranslation('account')
  const [previous, setPrevious] = useState('')
  const [proposed, setProposed] = useState('')
  const [wrong, setWrong] = useState(false)
  const { busy, failed, run } = useSending()
  const isPreviousWrong = failed instanceof Refused && failed.kind === 'NotAuthorizedException'
  const save = async () => {
    await keeper().changePassword(previous, proposed)
    setPrevious('')
    setProposed('')
    setWrong(false)
    toast(t('change.done'))
  }
  const previousError = previous === '' ? wrong && t('missing.password') : isPreviousWrong && t('change.wrong')
  return (
    <Form
      ready={previous !== '' && broken(proposed).length === 0}
      onMissing={() => setWrong(true)}
      onSend={() => run(save)}
    >
      <input type="email" name="email" autoComplete="username" value={me().email} readOnly hidden />
      <PasswordField
        label={t('oldPassword')}
        kind="current-password"
        value={previous}
        onChange={setPrevious}
        error={previousError}
      />
      <NewPassword label={t('newPassword')} value={proposed} onChange={setProposed} wrong={wrong} quiet />
      {!(isPreviousWrong && !failed.message.includes('exceeded')) && <Refusal error={failed} />}
      <Button type="submit" busy={busy} className={styles.start}>
        {t('change.submit')}
      </Button>
    </Form>
  )
}
