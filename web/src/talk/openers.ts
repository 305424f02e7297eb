// Beginnings of a first message, fitted to the learner's level. English, because they are what the learner goes on writing. Pure.

export type Topic = 'weekend' | 'food' | 'reason' | 'change' | 'trip' | 'plan' | 'opinion' | 'lesson' | 'imagine'

export interface Opener {
  key: Topic
  beginning: string
}

const easy: Opener[] = [
  { key: 'weekend', beginning: 'Last weekend, I' },
  { key: 'food', beginning: 'My favourite food is' },
  { key: 'reason', beginning: 'I want to speak English because' },
]
const middle: Opener[] = [
  { key: 'trip', beginning: 'The best trip I have ever taken was' },
  { key: 'plan', beginning: 'Next year, I am planning to' },
  { key: 'change', beginning: 'One thing that has changed in my town is' },
]
const far: Opener[] = [
  { key: 'opinion', beginning: 'People often say that phones bring us together, but' },
  { key: 'lesson', beginning: 'Something I learned the hard way was' },
  { key: 'imagine', beginning: 'If I could work anywhere in the world, I would' },
]

/** Three for the lower end of a range; for nobody's level yet the easy ones. */
export function openers(low: string | undefined): Opener[] {
  if (low === undefined || low.startsWith('A')) return easy
  return low === 'B1' ? middle : far
}

/** Nobody has written anything: the text is empty, or a beginning as it was offered. */
export function untouched(text: string): boolean {
  const words = text.trim()
  return words === '' || [...easy, ...middle, ...far].some(({ beginning }) => beginning === words)
}
