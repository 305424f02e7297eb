// What a learner chose on this device: languages, theme, region, model, voice. Not what belongs to the account.

import { type Language, languages, preferred } from '@/i18n/languages'
import { keptStore } from './kept'

export type Theme = 'system' | 'light' | 'dark'

export interface Settings {
  /** of the interface */
  language: Language
  /** of the reasons under a correction */
  feedback: Language
  theme: Theme
  /** null: the fleet's own order, with automatic fallback */
  region: string | null
  /** null: the fleet's own choice */
  model: string | null
  /** a voice's `voiceURI`; null: the browser's for English */
  voice: string | null
  /** of reading aloud, 0.5 to 1.5 */
  rate: number
  /** replies are read aloud as they come */
  readAloud: boolean
  /** mistakes are underlined while typing */
  underline: boolean
  /** shortcuts of one letter, such as `n` */
  singleKeys: boolean
}

export const settings = keptStore('tutorfleet.settings', readSettings)

/** Good settings from anything. */
export function readSettings(raw: unknown): Settings {
  const from = (typeof raw === 'object' && raw !== null ? raw : {}) as Partial<Record<keyof Settings, unknown>>
  const language = oneOf(from.language, languages, preferred())
  return {
    language,
    feedback: oneOf(from.feedback, languages, language),
    theme: oneOf(from.theme, ['system', 'light', 'dark'] as const, 'system'),
    region: textOrNull(from.region),
    model: textOrNull(from.model),
    voice: textOrNull(from.voice),
    rate: typeof from.rate === 'number' ? Math.min(1.5, Math.max(0.5, from.rate)) : 1,
    readAloud: from.readAloud === true,
    underline: from.underline === true,
    singleKeys: from.singleKeys !== false,
  }
}

export function change(part: Partial<Settings>): void {
  settings.set((now) => ({ ...now, ...part }))
}

function oneOf<T>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.includes(value as T) ? (value as T) : otherwise
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
