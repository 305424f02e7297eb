import { beforeEach, expect, test } from 'vitest'
import { draft } from './drafts'
import { forgetFresh, freshTalk } from './fresh'

beforeEach(() => localStorage.clear())

test('a visit without unsent words leaves no name behind', () => {
  freshTalk('7')
  forgetFresh('7')
  expect(Object.keys(localStorage)).toEqual([])
})

test('unsent words of a talk that has not begun are found again', () => {
  const talk = freshTalk('8')
  draft('8', talk).set('I want')
  forgetFresh('8')
  expect(freshTalk('8')).toBe(talk)
  expect(localStorage.getItem('tutorfleet.fresh.8')).toBe(talk)
})
