// Everything that is stored of the learner is deleted, after they have typed that they mean it.

import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { ask } from '@/api/http'
import { keeper, session } from '@/api/session'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { forgetDevice } from './device'
import styles from './erase.module.css'
import { Form, Refusal, useSending } from './form'

export function Erase() {
  const { t } = useTranslation('account')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button kind="danger" icon={Trash2} onClick={() => setOpen(true)}>
        {t('erase.submit')}
      </Button>
      <Dialog open={open} title={t('erase.ask')} onClose={() => setOpen(false)}>
        <Sure onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function Sure({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['account', 'common'])
  const [typed, setTyped] = useState('')
  const { busy, failed, run } = useSending()
  const erase = useErase()
  const word = t('erase.word')
  const sure = typed.trim().toLocaleLowerCase() === word
  return (
    <Form ready={sure} onMissing={() => undefined} onSend={() => run(erase)}>
      <p>{t('erase.gone')}</p>
      <Gone />
      <p className={styles.first}>{t('erase.first')}</p>
      <Field
        label={t('erase.type', { word })}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Refusal error={failed} />
      <div className={styles.actions}>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button kind="danger" type="submit" disabled={!sure} busy={busy}>
          {t('erase.yes')}
        </Button>
      </div>
    </Form>
  )
}

function Gone() {
  const { t } = useTranslation('account')
  const what = ['talks', 'learning', 'memories', 'account', 'device'] as const
  return (
    <ul className={styles.gone}>
      {what.map((each) => (
        <li key={each}>{t(`erase.what.${each}`)}</li>
      ))}
    </ul>
  )
}

function useErase() {
  const [, go] = useLocation()
  return async () => {
    const { account } = await ask<{ account: boolean }>('DELETE', '/me')
    await keeper()
      .signOut(false)
      .catch(() => session.set({ state: 'out' })) // there is no session left that could end
    await forgetDevice()
    go('/sign-in', { replace: true, state: { done: account ? 'erased' : 'kept' } })
  }
}
