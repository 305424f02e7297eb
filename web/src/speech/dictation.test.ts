import { expect, test } from 'vitest'
import { begun, type Heard, heard, joined, troubleOf } from './dictation'

const interim = (text: string): Heard => ({ text, final: false })
const final = (text: string): Heard => ({ text, final: true })

test('interim words are shown, and replaced as the recogniser makes up its mind', () => {
  let now = heard(begun(''), '', [interim('yester')])
  expect(now.shown).toBe('Yester')
  now = heard(now, now.shown, [final('yesterday I went home')])
  expect(now.shown).toBe('Yesterday I went home')
})

test('what stood in the composer stays before it', () => {
  expect(heard(begun('Hello.'), 'Hello.', [interim('how are you')]).shown).toBe('Hello. How are you')
})

test('what the learner types meanwhile is not overwritten', () => {
  let now = heard(begun(''), '', [final('I go home')])
  now = heard(now, 'I went home', [final('I go home'), interim('and slept')])
  expect(now.shown).toBe('I went home and slept')
  now = heard(now, now.shown, [final('I go home'), final('and slept well')])
  expect(now.shown).toBe('I went home and slept well')
})

test('after a message was sent nothing of it comes back', () => {
  const said = heard(begun(''), '', [final('good morning')])
  expect(heard(said, '', [final('good morning'), interim('how')]).shown).toBe('How')
})

test('silence changes nothing', () => {
  expect(heard(begun('Hello'), 'Hello', [interim(' ')]).shown).toBe('Hello')
})

test.each([
  ['I went', 'home', 'I went home'],
  ['I went ', 'home', 'I went home'],
  ['I went.', 'then I slept', 'I went. Then I slept'],
  ['One\n', 'two', 'One\nTwo'],
  ['', 'iya', 'Iya'],
])('%j and the words %j are %j', (base, said, whole) => {
  expect(joined(base, said)).toBe(whole)
})

test.each([
  ['not-allowed', 'denied'],
  ['audio-capture', 'microphone'],
  ['network', 'network'],
  ['no-speech', 'silence'],
  ['aborted', null],
  ['constructor', 'other'],
])('the error %s means %s', (error, trouble) => {
  expect(troubleOf(error)).toBe(trouble)
})
