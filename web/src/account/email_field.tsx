// An email address, and whether it looks like one; whether it is one, a code says.

import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/field'

export function EmailField(props: {
  value: string
  onChange: (value: string) => void
  wrong: boolean
  autoFocus?: boolean
  readOnly?: boolean
}) {
  const { t } = useTranslation('account')
  return (
    <Field
      label={t('email')}
      type="email"
      name="email"
      autoComplete="username"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      inputMode="email"
      required
      autoFocus={props.autoFocus ?? false}
      readOnly={props.readOnly ?? false}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
      error={props.wrong && !isEmail(props.value) && t('missing.email')}
    />
  )
}

/** As the fleet sees it (service/accounts.py): one @ with something on both sides. */
export function isEmail(text: string): boolean {
  const trimmed = text.trim()
  return /^[^@\s]+@[^@\s]+$/.test(trimmed) && trimmed.length <= 254
}
