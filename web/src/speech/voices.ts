// Which voice reads English. Pure; the list is the browser's (speaker.ts).

export interface Voice {
  voiceURI: string
  name: string
  /** as in BCP 47, some browsers with an underscore */
  lang: string
  /** it speaks without a network */
  localService: boolean
  default: boolean
}

/** English voices, those of this device first, then by name. */
export function english<T extends Voice>(voices: readonly T[]): T[] {
  return voices
    .filter(({ lang }) => /^en\b|^en_/i.test(lang))
    .sort((a, b) => Number(b.localService) - Number(a.localService) || a.name.localeCompare(b.name))
}

/** The learner's voice, or where it is gone the browser's own for English; undefined where there is none. A voice that needs
 * somebody else's machine is taken only when it was chosen, or when there is no other. */
export function chosen<T extends Voice>(voices: readonly T[], wanted: string | null): T | undefined {
  const all = english(voices)
  const own = all.filter(({ localService }) => localService)
  const pool = own.length > 0 ? own : all
  return (
    all.find(({ voiceURI }) => voiceURI === wanted) ??
    pool.find((voice) => voice.default) ??
    pool.find(({ lang }) => accentOf(lang) === 'en-US') ??
    pool[0]
  )
}

/** The English that is listened for: that of the chosen voice, else of the browser. */
export function accent(voice: Voice | undefined, languages: readonly string[]): string {
  const found = [voice?.lang ?? '', ...languages].map(accentOf).find((each) => each === 'en-US' || each === 'en-GB')
  return found ?? 'en-US'
}

function accentOf(lang: string): string {
  const [language = '', country = ''] = lang.replace('_', '-').split('-')
  return country ? `${language.toLowerCase()}-${country.toUpperCase()}` : language.toLowerCase()
}
