// A number of seconds in a few words of a language, such as "10 min" or "3 days". Pure.

const STEPS: [number, Intl.NumberFormatOptions['unit']][] = [
  [365 * 86_400, 'year'],
  [30 * 86_400, 'month'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
]

export function inWords(seconds: number, language: string): string {
  const [size, unit] = STEPS.find(([size]) => seconds >= size) ?? [60, 'minute']
  return new Intl.NumberFormat(language, { style: 'unit', unit: unit ?? 'minute', unitDisplay: 'short' }).format(
    Math.max(1, Math.round(seconds / size)),
  )
}
