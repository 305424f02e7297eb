// A phrase put into a message. Pure.

/** A text with a phrase after it; the gap that a phrase leaves (`…`) is where the learner goes on. */
export function withPhrase(text: string, phrase: string): string {
  const words = phrase.replace(/\s*…\s*/g, ' ').replace(/^\s+/, '')
  return text.trim() === '' ? words : `${text.trimEnd()} ${words}`
}
