// The languages of the interface. To add one: copy the folder `en`, translate it, and name it here and in `load` below.

export const languages = ['en', 'id'] as const
export type Language = (typeof languages)[number]

/** Each language in its own words. */
export const names: Record<Language, string> = { en: 'English', id: 'Bahasa Indonesia' }

/** The first of the browser's languages that we speak. */
export function preferred(wanted: readonly string[] = navigator.languages): Language {
  const codes = wanted.map((each) => each.slice(0, 2).toLowerCase())
  return codes.map((code) => (code === 'in' ? 'id' : code)).find(known) ?? 'en'
}

function known(code: string): code is Language {
  return (languages as readonly string[]).includes(code)
}
