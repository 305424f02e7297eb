import { expect, test } from 'vitest'
import { pageAt } from './pages'

test.each([
  ['/', '/talk/:id?'],
  ['/talk', '/talk/:id?'],
  ['/talk/7b1c', '/talk/:id?'],
  ['/notebook', '/notebook'],
  ['/notebook/review', '/notebook/review'],
  ['/scenarios/hotel', '/scenarios/:id?'],
  ['/talking', undefined],
  ['/nothing', undefined],
])('%s is the address of %s', (address, path) => {
  expect(pageAt(address)?.path).toBe(path)
})
