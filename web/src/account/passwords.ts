// The fleet's rules of a password (service/passwords.py), so that they can be shown while somebody types. Pure.

export const rules = ['length', 'lower', 'upper', 'digit', 'symbol'] as const
export type Rule = (typeof rules)[number] | 'longest'

const LONGEST = 1024

/** The rules that this password breaks. */
export function broken(password: string): Rule[] {
  const signs = [...password]
  const holds: Record<Rule, boolean> = {
    length: signs.length >= 8,
    lower: signs.some((sign) => /\p{Lowercase}/u.test(sign)),
    upper: signs.some((sign) => /\p{Uppercase}/u.test(sign)),
    digit: signs.some((sign) => /\p{Nd}/u.test(sign)),
    symbol: /[ !-/:-@[-`{-~]/.test(password),
    longest: signs.length <= LONGEST,
  }
  return (Object.keys(holds) as Rule[]).filter((rule) => !holds[rule])
}
