// A code of six digits, which phones fill in by themselves.

import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/field'

export function CodeField(props: {
  value: string
  onChange: (value: string) => void
  wrong: boolean
  autoFocus?: boolean
}) {
  const { t } = useTranslation('account')
  return (
    <Field
      label={t('code')}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      required
      autoFocus={props.autoFocus ?? false}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
      error={props.wrong && !isCode(props.value) && t('missing.code')}
    />
  )
}

export function isCode(text: string): boolean {
  return /^\d{6}$/.test(text.trim())
}
