import { describe, expect, test } from 'vitest'
import type { Card, Mistake } from '@/api/notebook'
import { isRight, type Task, taskOf, whole } from './tasks'

const mistake = (sentence: string, original: string, replacement: string): Card => ({
  id: 'a',
  kind: 'mistake',
  mistake: { sentence, original, replacement } as Mistake,
  word: null,
  due: '',
  intervals: { again: 60, hard: 360, good: 600, easy: 86_400 },
})
const word = (sentence: string, text: string, meaning: string | null = null): Card => ({
  ...mistake('', '', ''),
  kind: 'word',
  mistake: null,
  word: { id: 'b', word: text, sentence, meaning, at: '' },
})
const task = (card: Card) => taskOf(card) as Task

describe('a mistake', () => {
  test('leaves a gap where it stood', () => {
    expect(task(mistake('Yesterday I go home.', 'go', 'went'))).toEqual({
      kind: 'replace',
      before: 'Yesterday I ',
      after: ' home.',
      hint: 'go',
      answer: 'went',
    })
  })
  test('is found as a whole word before a part of one', () => {
    expect(task(mistake('A goat go home.', 'go', 'goes')).before).toBe('A goat ')
  })
  test('that is a word too many asks for that word', () => {
    const found = task(mistake('I go to home.', 'to', ''))
    expect([found.kind, found.answer, whole(found)]).toEqual(['remove', 'to', 'I go home.'])
  })
  test('that is a missing word asks for it', () => expect(task(mistake('I want go.', '', 'to')).kind).toBe('insert'))
  test('whose words are not in its sentence any more still asks', () =>
    expect(task(mistake('Hello.', 'go', 'went')).answer).toBe('went'))
})

test('a word is recalled in its sentence, in the form it has there', () => {
  const found = task(word('Shy people are kind.', 'shy', 'pemalu'))
  expect([found.before, found.answer, found.hint, whole(found)]).toEqual(['', 'Shy', 'pemalu', 'Shy people are kind.'])
})

describe('an answer', () => {
  const found = task(mistake("I can't went.", 'went', 'go'))
  test.each(['go', ' GO ', 'go.', 'Go!'])('%j is right', (given) => expect(isRight(found, given)).toBe(true))
  test.each(['', 'going', 'goes'])('%j is not', (given) => expect(isRight(found, given)).toBe(false))
  test('any apostrophe will do', () =>
    expect(isRight(task(mistake('He dont.', 'dont', "doesn't")), 'doesn’t')).toBe(true))
})
