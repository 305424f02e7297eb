// "Say it again": the learner writes the sentence once more and is told, kindly, whether it is right now. Nothing is stored and
// the talk does not wait.

import { useMutation } from '@tanstack/react-query'
import { CircleCheck, CornerDownLeft } from 'lucide-react'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '@/api/http'
import type { Edit } from '@/api/types'
import { Changes } from '@/language/changes'
import { IconButton } from '@/ui/button'
import { Field } from '@/ui/field'
import { Failure } from '@/ui/parts'
import styles from './again.module.css'
import { runs } from './diff'

interface Checked {
  text: string
  edits: Edit[]
  corrected: string
}

export function Again({ corrected, onClose }: { corrected: string; onClose: () => void }) {
  const { t } = useTranslation('talk')
  const [text, setText] = useState('')
  const check = useMutation({
    mutationFn: async (said: string): Promise<Checked> => ({
      ...(await ask<Omit<Checked, 'text'>>('POST', '/me/check', { body: { text: said } })),
      text: said,
    }),
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (text.trim()) check.mutate(text.trim())
  }
  return (
    <form
      className={styles.again}
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && leave(event, onClose)}
    >
      <Field
        label={t('again.label')}
        lang="en"
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={8000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        end={<IconButton icon={CornerDownLeft} label={t('again.check')} type="submit" disabled={check.isPending} />}
      />
      <div role="status">{check.data && <Verdict checked={check.data} wanted={corrected} />}</div>
      {check.isError && <Failure error={check.error} onRetry={() => check.mutate(text.trim())} />}
    </form>
  )
}

function Verdict({ checked, wanted }: { checked: Checked; wanted: string }) {
  const { t } = useTranslation('talk')
  if (!checked.edits.length) {
    const same = plain(checked.text) === plain(wanted)
    return (
      <p className={styles.right}>
        <CircleCheck size={18} aria-hidden />
        {t(same ? 'again.exactly' : 'again.right')}
      </p>
    )
  }
  return (
    <div className={styles.almost}>
      <p>{t('again.almost', { count: checked.edits.length })}</p>
      <p className={styles.sentence} lang="en">
        <Changes runs={runs(checked.text, checked.edits)} />
      </p>
    </div>
  )
}

function leave(event: SyntheticEvent, onClose: () => void): void {
  event.stopPropagation()
  onClose()
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
