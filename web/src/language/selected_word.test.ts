import { expect, test } from 'vitest'
import { foundAt } from './selected_word'

const TEXT = 'I am shy. My sister is outgoing, and she sings. Are you?'

test('a word comes with its sentence', () => {
  expect(foundAt(TEXT, TEXT.indexOf('outgoing'), ' outgoing,')).toEqual({
    word: 'outgoing',
    sentence: 'My sister is outgoing, and she sings.',
  })
})

test('a few words are a phrase', () => expect(foundAt(TEXT, 0, 'am shy')?.word).toBe('am shy'))

test.each(['', '  ', ', .', 'shy. My sister', 'x'.repeat(80)])('%j is nothing to save', (selected) =>
  expect(foundAt(TEXT, 5, selected)).toBeNull(),
)
