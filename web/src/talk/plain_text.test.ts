import { expect, test } from 'vitest'
import { paragraphs, plain } from './plain_text'

test.each(['That is nice. What did you eat?', 'Well-known, isn’t it? 3.5 dollars!', 'One.\n\nTwo - or three.'])(
  '%j is plain',
  (text) => {
    expect(plain(text)).toBe(true)
  },
)

test.each([
  '**bold**',
  'a _word_',
  '`code`',
  '# Heading',
  '- one\n- two',
  'Look:\n1. one',
  '[here](https://example.com)',
  'See https://example.com',
  '> quote',
  'a | b',
  '&amp;',
  'Heading\n---',
])('%j is Markdown', (text) => {
  expect(plain(text)).toBe(false)
})

test('an empty line divides paragraphs', () => {
  expect(paragraphs('One.\n\nTwo.\n')).toEqual(['One.', 'Two.\n'])
})
