// Signing out, here or everywhere. Where the fleet does not hear it, nobody is told that they are out.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Unreachable } from '@/api/errors'
import { keeper, me } from '@/api/session'
import { forgetFresh } from '@/turn/fresh'
import { Button } from '@/ui/button'
import { Confirm } from '@/ui/dialog'
import { toast } from '@/ui/toasts'

export function SignOutEverywhere() {
  const { t } = useTranslation('account')
  const [open, setOpen] = useState(false)
  const { busy, out } = useSignOut()
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('out.everywhere')}</Button>
      <Confirm
        open={open}
        title={t('out.everywhereAsk')}
        text={t('out.everywhereMore')}
        yes={t('out.everywhere')}
        busy={busy}
        onYes={() => out(true).finally(() => setOpen(false))}
        onClose={() => setOpen(false)}
      />
    </>
  )
}

export function useSignOut() {
  const { t } = useTranslation(['account', 'common'])
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const out = async (everywhere: boolean) => {
    setBusy(true)
    try {
      const { sub } = me()
      await keeper().signOut(everywhere)
      forgetFresh(sub)
      go('/sign-in', { replace: true })
    } catch (error) {
      toast(error instanceof Unreachable ? t('out.still') : t('common:error'))
      setBusy(false)
    }
  }
  return { busy, out }
}
