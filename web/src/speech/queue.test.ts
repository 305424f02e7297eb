import { expect, test } from 'vitest'
import { added, advanced, silent, spoken } from './queue'

test('sentences are read in order, and then there is silence', () => {
  let queue = advanced(added(silent, 'a', ['One.', 'Two.'], false))
  expect(queue.now).toBe('One.')
  queue = advanced(queue)
  expect(queue.now).toBe('Two.')
  expect(advanced(queue)).toBe(silent)
})

test('a text that still grows is waited for', () => {
  const queue = advanced(advanced(added(silent, 'a', ['One.'], true)))
  expect(queue).toMatchObject({ key: 'a', now: null, open: true })
  expect(added(queue, 'a', ['Two.'], false).waiting).toEqual(['Two.'])
})

test('a text that ends without another word is over', () => {
  const queue = advanced(advanced(added(silent, 'a', ['One.'], true)))
  expect(added(queue, 'a', [], false)).toBe(silent)
})

test('another text takes the place of the one that is read', () => {
  const queue = advanced(added(silent, 'a', ['One.', 'Two.'], true))
  expect(added(queue, 'b', ['Other.'], false)).toEqual({ key: 'b', waiting: ['Other.'], now: null, open: false })
})

test('a sentence of marks only is not read', () => {
  expect(added(silent, 'a', ['***', '👍'], false)).toBe(silent)
})

test.each([
  ['**Very** good, *Sari*!', 'Very good, Sari!'],
  ['- went\n- gone', 'went gone'],
  ['Look at [this page](https://example.com/x) now.', 'Look at this page now.'],
  ['# A heading', 'A heading'],
  ['Use `went` 👍.', 'Use went .'],
])('%j is said as %j', (text, said) => {
  expect(spoken(text)).toBe(said)
})
