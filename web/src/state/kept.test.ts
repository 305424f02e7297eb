import { beforeEach, expect, test } from 'vitest'
import { keptStore } from './kept'

let count = 0
let key = ''
const made = () => keptStore(key, (raw) => (typeof raw === 'number' ? raw : 0))
const other = (newValue: string | null) => dispatchEvent(new StorageEvent('storage', { key, newValue }))

beforeEach(() => {
  localStorage.clear()
  key = `kept${++count}`
})

test('what was set is there after a reload', () => {
  made().set(2)
  expect(made().get()).toBe(2)
})

test('what another tab set is followed', () => {
  const store = made()
  other('3')
  expect(store.get()).toBe(3)
})

test('what another tab set is not written again: it may have set more by now', () => {
  made()
  other('3')
  expect(localStorage).toHaveLength(0)
})

test('what is broken is as if it were not there', () => {
  localStorage.setItem(key, '{')
  expect(made().get()).toBe(0)
})
