// Figures in the learner's language.

import { useTranslation } from 'react-i18next'

/** Seconds of milliseconds, as exact as it is of use. */
export function useSeconds(): (ms: number) => string {
  const { i18n } = useTranslation()
  return (ms) => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: ms < 10_000 ? 1 : 0 }).format(ms / 1000)
}

export function useNumber(digits = 0): (value: number) => string {
  const { i18n } = useTranslation()
  return (value) => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits }).format(value)
}

export function useTime(): (iso: string) => string {
  const { i18n } = useTranslation()
  return (iso) => new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium' }).format(new Date(iso))
}
