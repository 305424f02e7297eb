// Rename a talk.

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rename } from '@/turn/conversations'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Failure } from '@/ui/parts'

/** characters of a title, as the service takes them */
const LONGEST = 1_000

export default function Rename({ id, title, onClose }: { id: string; title: string; onClose: () => void }) {
  const { t } = useTranslation(['talk', 'common'])
  const [text, setText] = useState(title)
  const saved = useMutation({ mutationFn: () => rename(id, text.trim()), onSuccess: onClose })
  const save = () => text.trim() && saved.mutate()
  const actions = (
    <>
      <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
      <Button kind="primary" busy={saved.isPending} disabled={!text.trim()} onClick={save}>
        {t('save', { ns: 'common' })}
      </Button>
    </>
  )
  return (
    <Dialog open title={t('renameTitle')} onClose={onClose} actions={actions}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Field
          autoFocus
          label={t('renameLabel')}
          maxLength={LONGEST}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
      </form>
      {saved.isError && <Failure error={saved.error} />}
    </Dialog>
  )
}
