import { expect, test } from 'vitest'
import { complete, sentences } from './sentences'

function cut(text: string): string[] {
  return sentences(text).map(({ start, end }) => text.slice(start, end))
}

test('sentences keep the space after them and are the whole text together', () => {
  const text = 'I went home. Did you? Yes!\nGood.'
  expect(cut(text)).toEqual(['I went home. ', 'Did you? ', 'Yes!\n', 'Good.'])
})

test('a title does not end a sentence', () => {
  expect(cut('I met Mr. Smith. He left.')).toEqual(['I met Mr. Smith. ', 'He left.'])
})

test('nothing has no sentence', () => {
  expect(cut('')).toEqual([])
})

test('a sentence is said as soon as the next one may begin, and once', () => {
  expect(complete('That is nice. What', 0, false)).toEqual({ said: ['That is nice.'], next: 14 })
  expect(complete('That is nice. What did', 14, false)).toEqual({ said: [], next: 14 })
  expect(complete('That is nice. What did you eat?', 14, true)).toEqual({ said: ['What did you eat?'], next: 31 })
})

test('a full stop at the very end may still become a number', () => {
  expect(complete('It costs 3.', 0, false).said).toEqual([])
  expect(complete('It costs 3.5 dollars. ', 0, false).said).toEqual(['It costs 3.5 dollars.'])
})
