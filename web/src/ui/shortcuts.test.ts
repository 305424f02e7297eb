import { expect, test } from 'vitest'
import en from '@/i18n/en/keys'
import { meaning, named, shortcuts, single } from './shortcuts'

const press = { key: 'x', code: 'KeyX', altKey: false, ctrlKey: false, metaKey: false }

test('g begins and the next key says where to', () => {
  expect(meaning(undefined, 'g')).toEqual({ begun: 'g' })
  expect(meaning('g', 't')).toEqual({ found: 'goTalk' })
})

test('n alone is a new talk, after g the notebook', () => {
  expect(meaning(undefined, 'n')).toEqual({ found: 'newTalk' })
  expect(meaning('g', 'n')).toEqual({ found: 'goNotebook' })
})

test('a key that nobody knows means nothing', () => {
  expect(meaning('g', 'z')).toEqual({})
})

test('keys of the browser are not ours', () => {
  expect(named({ ...press, ctrlKey: true })).toBeUndefined()
  expect(named({ ...press, metaKey: true })).toBeUndefined()
})

test('Alt is read by the key that was pressed, whatever letter it makes', () => {
  expect(named({ ...press, key: 'ç', code: 'KeyC', altKey: true })).toBe('Alt+c')
})

test('only keys of one letter keep out of text fields', () => {
  expect(['?', 'n', 'g'].every(single)).toBe(true)
  expect(['Escape', 'Alt+c'].some(single)).toBe(false)
})

test('no two shortcuts have the same keys, and each has its words', () => {
  const keys = shortcuts.map((each) => each.keys.join(' '))
  expect(new Set(keys).size).toBe(keys.length)
  expect(Object.keys(en.does).sort()).toEqual(
    [...shortcuts.map(({ id }) => id as string), 'edit', 'newLine', 'send'].sort(),
  )
})
