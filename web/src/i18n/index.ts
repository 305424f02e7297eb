// Words in the learner's language. One file an area and language; only the chosen language is loaded.
// A component asks `const { t } = useTranslation('talk')` and names a key, which TypeScript knows.

import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type en from './en'
import type { Language } from './languages'

/** What a translation must have: the same keys, whatever the words. */
export type Words<T> = { [key in keyof T]: T[key] extends string ? string : Words<T[key]> }
export type AllWords = Words<typeof en>

const load: Record<Language, () => Promise<{ default: AllWords }>> = {
  en: () => import('./en'),
  id: () => import('./id'),
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof en
  }
}

/** Called once, before the first paint. */
export async function startLanguage(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'common',
    interpolation: { escapeValue: false }, // React escapes
    react: { useSuspense: false },
    resources: {},
  })
  await speak(language)
}

/** Load the words of a language, and show them. */
export async function speak(language: Language): Promise<void> {
  if (document.documentElement.lang === language && i18next.hasResourceBundle(language, 'common')) return
  const words = (await load[language]()).default
  for (const [area, bundle] of Object.entries(words)) i18next.addResourceBundle(language, area, bundle, true, true)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
