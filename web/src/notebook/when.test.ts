import { expect, test } from 'vitest'
import { inWords } from './when'

test.each([
  [20, 'en', '1 min'],
  [600, 'en', '10 min'],
  [7_200, 'en', '2 hr'],
  [3 * 86_400, 'en', '3 days'],
  [3 * 86_400, 'id', '3 hr'],
  [70 * 86_400, 'en', '2 mths'],
])('%d seconds in %s', (seconds, language, words) => expect(inWords(seconds, language)).toBe(words))
