// A password that can be shown, and the rules of a new one, each ticked as soon as it is kept.

import { Check, Circle, Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '@/ui/button'
import { Field } from '@/ui/field'
import styles from './form.module.css'
import { broken, type Rule, rules } from './passwords'

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  /** what a password manager is told */
  kind: 'current-password' | 'new-password'
  error?: string | false
  autoFocus?: boolean
}

export function PasswordField({ label, value, onChange, kind, error, autoFocus = false }: Props) {
  const { t } = useTranslation('account')
  const [shown, setShown] = useState(false)
  const toggle = (
    <IconButton
      icon={shown ? EyeOff : Eye}
      label={t(shown ? 'hidePassword' : 'showPassword')}
      aria-pressed={shown}
      onClick={() => setShown(!shown)}
    />
  )
  return (
    <Field
      label={label}
      type={shown ? 'text' : 'password'}
      name={kind}
      autoComplete={kind}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      autoFocus={autoFocus}
      data-autofocus={autoFocus || undefined} // a dialog goes by this one
      required
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={error}
      end={toggle}
    />
  )
}

/** A new password with its rules below. */
export function NewPassword({
  value,
  onChange,
  wrong,
  label,
  quiet = false,
}: Omit<Props, 'kind' | 'error'> & {
  wrong: boolean
  /** the rules wait until somebody types */
  quiet?: boolean
}) {
  const { t } = useTranslation('account')
  const lacks = broken(value)
  const bad = wrong && lacks.length > 0
  return (
    <>
      <PasswordField
        label={label}
        kind="new-password"
        value={value}
        onChange={onChange}
        error={bad && t('rules.lacking')}
      />
      {!(quiet && value === '' && !bad) && <Rules lacks={lacks} bad={bad} />}
    </>
  )
}

function Rules({ lacks, bad }: { lacks: Rule[]; bad: boolean }) {
  const { t } = useTranslation('account')
  const shown: Rule[] = lacks.includes('longest') ? [...rules, 'longest'] : [...rules]
  return (
    <div className={styles.rules}>
      <p>{t('rules.title')}</p>
      <ul>
        {shown.map((rule) => {
          const met = !lacks.includes(rule)
          return (
            <li key={rule} className={met ? styles.met : bad ? styles.unmet : undefined}>
              {met ? <Check size={16} aria-hidden /> : <Circle size={16} aria-hidden />}
              {t(`rules.${rule}`)}
              <span className="visually-hidden">: {t(met ? 'rules.met' : 'rules.unmet')}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
