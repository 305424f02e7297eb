import { expect, test } from 'vitest'
import { type Asked, type Build, fresh, learnerIn, wayOf } from './ways'

const build: Build = {
  version: '1',
  files: ['/assets/main-abc.js', '/favicon.svg'],
  entry: '/assets/main-abc.js',
  pages: ['/talk/:id?', '/notebook', '/notebook/review'],
}

function way(path: string, more: Partial<Asked> = {}): string {
  return wayOf({ method: 'GET', url: `https://fleet${path}`, navigates: false, ...more }, 'https://fleet', build)
}

test.each(['/', '/talk', '/talk/7f8f?scenario=hotel&level=A2', '/notebook/review'])(
  '%s opens from the shell',
  (path) => {
    expect(way(path, { navigates: true })).toBe('shell')
  },
)

test.each(['/us-east-1/tags', '/me/export', '/talk/a/b', '/nowhere'])(
  '%s in the address bar asks the fleet',
  (path) => {
    expect(way(path, { navigates: true })).toBe('network')
  },
)

test('files of the build come from the shell', () => {
  expect(way('/assets/main-abc.js')).toBe('file')
  expect(way('/assets/of-another-build.js')).toBe('network')
})

test.each(['/session', '/session/refresh', '/me/progress', '/me/consent', '/fleet/status'])(
  '%s is never kept',
  (path) => {
    expect(way(path)).toBe('network')
  },
)

test.each([
  '/conversations/sari?view=summary&limit=200',
  '/conversations/sari/7f8f',
  '/conversations/sari/7f8f/turns?limit=50',
])('%s is kept for a time without a network', (path) => expect(way(path)).toBe('answer'))

test.each(['/conversations/sari/7f8f/turns/1?from=0', '/conversations/sari/7f8f/turns?limit=50&before=1'])(
  'a stream and an older page, %s, are not kept',
  (path) => expect(way(path)).toBe('network'),
)

test('nothing is sent by the worker', () => {
  expect(way('/conversations/sari/7f8f/turns', { method: 'POST' })).toBe('network')
  expect(way('/', { method: 'POST' })).toBe('network')
})

test('what is deleted is forgotten here too', () => {
  expect(way('/conversations/sari/7f8f', { method: 'DELETE' })).toBe('forget')
})

test('another address is no business of ours', () => {
  expect(way('', { url: 'https://elsewhere/conversations/sari/7f8f' })).toBe('network')
})

test('an answer is found under the learner that its address names', () => {
  expect(learnerIn('https://fleet/conversations/sari/7f8f')).toBe('sari')
  expect(learnerIn('https://fleet/scenarios')).toBe('')
})

test('an answer is shown for thirty days, and one without a date never', () => {
  const at = Date.parse('2026-11-21T00:00:00Z')
  expect(fresh('Fri, 20 Nov 2026 00:00:00 GMT', at)).toBe(true)
  expect(fresh('Tue, 20 Oct 2026 00:00:00 GMT', at)).toBe(false)
  expect(fresh(null, at)).toBe(false)
})
