import { expect, test } from 'vitest'
import { placeOf, rangeOf } from './mark'

test('a sentence is found between others', () => {
  expect(placeOf('That is nice. What did you eat?', 'What did you eat?')).toEqual([14, 30])
})

test('marks and line breaks between its words do not matter', () => {
  const page = document.createElement('div')
  page.innerHTML = '<p>You <em>ate</em> rice.</p><p>It is good.</p>'
  expect(rangeOf(page, 'You ate rice.')?.toString()).toBe('You ate rice')
  expect(rangeOf(page, 'It is good.')?.toString()).toBe('It is good')
})

test('a text without the sentence has no place for it', () => {
  expect(placeOf('Hello.', 'Good bye.')).toBeUndefined()
  expect(placeOf('Hello.', '…')).toBeUndefined()
})

test('signs that mean something to a pattern are not taken for one', () => {
  expect(placeOf('Is it (really) 3.50?', 'Is it (really) 3.50?')).toEqual([0, 19])
})
