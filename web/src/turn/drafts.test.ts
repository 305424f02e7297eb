import { beforeEach, expect, test } from 'vitest'
import { draft } from './drafts'

let count = 0
let conversation = ''
const other = (oldValue: string | null, newValue: string | null) =>
  dispatchEvent(new StorageEvent('storage', { key: `tutorfleet.draft.ayu.${conversation}`, oldValue, newValue }))

beforeEach(() => {
  localStorage.clear()
  conversation = `c${++count}`
})

test('what was typed is kept at once', () => {
  draft('ayu', conversation).set('Yesterd')
  expect(localStorage.getItem(`tutorfleet.draft.ayu.${conversation}`)).toBe('Yesterd')
})

test('what was typed before a reload is there', () => {
  localStorage.setItem(`tutorfleet.draft.ayu.${conversation}`, 'Yesterday')
  expect(draft('ayu', conversation).get()).toBe('Yesterday')
})

test('an empty draft leaves nothing behind', () => {
  const text = draft('ayu', conversation)
  text.set('a')
  text.set('')
  expect(localStorage).toHaveLength(0)
})

test('another tab that showed the same text goes on here', () => {
  const text = draft('ayu', conversation)
  text.set('I go')
  other('I go', 'I go home')
  expect(text.get()).toBe('I go home')
  other('I go home', null)
  expect(text.get()).toBe('')
})

test('what another tab wrote is not written again: it may have sent it by now', () => {
  draft('ayu', conversation)
  other(null, 'I go home')
  expect(localStorage).toHaveLength(0)
})

test('a tab that has its own text keeps it', () => {
  const text = draft('ayu', conversation)
  text.set('mine')
  other('theirs', 'theirs too')
  expect(text.get()).toBe('mine')
})

test('conversations and learners are told apart', () => {
  draft('ayu', conversation).set('mine')
  expect([draft('budi', conversation).get(), draft('ayu', 'another').get()]).toEqual(['', ''])
})
