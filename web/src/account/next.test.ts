import { expect, test } from 'vitest'
import { safeNext } from './next'

const here = 'http://127.0.0.1:8080'

test.each(['/talk', '/talk/7f?scenario=hotel&level=A2', '/progress#level', '/notebook/review'])(
  '%s is ours',
  (path) => {
    expect(safeNext(path, '/talk', here)).toBe(path)
  },
)

test.each([
  'https://evil.example/talk',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  ' //evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  'javascript:alert(1)',
  'data:text/html,hello',
  'talk',
  'http://127.0.0.1:8080/talk',
  '',
  null,
  undefined,
])('%j is not', (raw) => {
  expect(safeNext(raw, '/home', here)).toBe('/home')
})

test.each(['/sign-in', '/sign-up?next=/talk', '/forgot', '/confirm'])('%s is no place to go on', (raw) => {
  expect(safeNext(raw, '/home', here)).toBe('/home')
})
