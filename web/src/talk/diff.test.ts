import { expect, test } from 'vitest'
import type { Run } from '@/language/changes'
import { type Change, passages, runs } from './diff'

/** `go -> went` as it is seen: what stays bare, a change in brackets. */
function seen(all: Run[]): string {
  return all.map((run) => (run.kind === 'same' ? run.text : `[${run.original}|${run.replacement}]`)).join('')
}

function edit(text: string, original: string, replacement: string, place = 1): Change {
  const units = text.indexOf(original)
  const start = Array.from(text.slice(0, units)).length
  return { start, end: start + Array.from(original).length, replacement, place }
}

test('a change stands between what stays', () => {
  const text = 'Yesterday I go home.'
  expect(seen(runs(text, [edit(text, 'go', 'went')]))).toBe('Yesterday I [go|went] home.')
})

test('characters outside the basic plane count as one', () => {
  const text = '😀😀 Yesterday I go home 🎉.'
  expect(seen(runs(text, [edit(text, 'go', 'went')]))).toBe('😀😀 Yesterday I [go|went] home 🎉.')
})

test('edits out of order are shown in text order', () => {
  const text = 'She go to school and he go too.'
  const second = { start: 24, end: 26, replacement: 'goes', place: 1 }
  expect(seen(runs(text, [second, { start: 4, end: 6, replacement: 'goes', place: 2 }]))).toBe(
    'She [go|goes] to school and he [go|goes] too.',
  )
})

test('of two edits that overlap the more useful is shown, and names both', () => {
  const text = 'I am agree with you.'
  const all = runs(text, [
    { start: 2, end: 10, replacement: 'agree', place: 2 },
    { start: 2, end: 4, replacement: "'m", place: 1 },
  ])
  expect(seen(all)).toBe("I [am|'m] agree with you.")
  expect(all.find((run) => run.kind === 'change')).toMatchObject({ edits: [1, 0] })
})

test('something inserted and something left out are changes too', () => {
  const text = 'I go to the home in bus.'
  const all = runs(text, [
    { start: 8, end: 12, replacement: '' },
    { start: 20, end: 20, replacement: 'a ' },
  ])
  expect(seen(all)).toBe('I go to [the |]home in [|a ]bus.')
})

test.each([
  { start: -1, end: 2, replacement: 'x' },
  { start: 3, end: 99, replacement: 'x' },
  { start: 4, end: 2, replacement: 'x' },
])('an edit outside the text is left out: %j', (wrong) => {
  expect(seen(runs('I go home.', [wrong]))).toBe('I go home.')
})

test('a text without edits has no passage', () => {
  expect(passages('All is well.', [])).toEqual([])
})

test('of a long text only the sentences that are changed are shown', () => {
  const filler = 'This sentence is quite all right as it stands here. '.repeat(12)
  const text = `${filler}Yesterday I go home. She go too. ${filler}He like it.`
  const shown = passages(text, [
    edit(text, 'go home', 'went home'),
    edit(text, 'go too', 'went too'),
    edit(text, 'like', 'likes'),
  ])
  expect(shown.map(seen)).toEqual(['Yesterday I [go home|went home]. She [go too|went too].', 'He [like|likes] it.'])
})

test('a change over the end of a sentence stays whole', () => {
  const text = `${'A good sentence stands here. '.repeat(20)}I went. And I sleep.`
  const shown = passages(text, [edit(text, 'went. And', 'went and')])
  expect(shown.map(seen)).toEqual(['I [went. And|went and] I sleep.'])
})
