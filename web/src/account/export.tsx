// Everything that is stored of the learner, as one file with a name.

import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { send } from '@/api/http'
import { me } from '@/api/session'
import { Button } from '@/ui/button'
import { Failure } from '@/ui/parts'
import { toast } from '@/ui/toasts'
import { fileName } from './file_name'

export function Export() {
  const { t } = useTranslation('account')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const save = async () => {
    setBusy(true)
    setFailed(undefined)
    try {
      const file = fileName(me().name, new Date())
      offer(await (await send('GET', '/me/export')).blob(), file)
      toast(t('export.done', { file }))
    } catch (error) {
      setFailed(error)
    }
    setBusy(false)
  }
  return (
    <>
      <Button icon={Download} busy={busy} onClick={save}>
        {t('export.submit')}
      </Button>
      {failed !== undefined && <Failure error={failed} onRetry={save} />}
    </>
  )
}

/** The browser keeps the file where it keeps downloads. */
function offer(content: Blob, name: string): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000) // a browser that asks where to put it reads it later
}
