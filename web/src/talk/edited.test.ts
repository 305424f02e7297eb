import { expect, test } from 'vitest'
import { readEdited } from './edited'

test('what was kept is there again', () => {
  expect(readEdited('{"turn":"t","text":"I like"}')).toEqual({ turn: 't', text: 'I like' })
})

test.each(['', 'x', 'null', '7', '{"turn":1,"text":"a"}'])('%j is nothing that is being changed', (raw) => {
  expect(readEdited(raw)).toBeUndefined()
})
