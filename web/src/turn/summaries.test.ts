import { expect, test, vi } from 'vitest'
import { queries } from '@/api/queries'
import type { Summary } from '@/api/types'
import { conversationsKey, touched } from './summaries'

const one = (id: string): Summary => ({ id, title: id, messages: 2, createdAt: '', updatedAt: '', etag: '"1"' })

test('a conversation that is listed is changed in place', () => {
  const asked = vi.spyOn(queries, 'invalidateQueries')
  queries.setQueryData(conversationsKey, [one('1'), one('2')])
  touched('2', false)
  expect(asked).not.toHaveBeenCalled()
  expect(queries.getQueryData<Summary[]>(conversationsKey)?.[1]?.updatedAt).not.toBe('')
})

test.each([
  ['a new one', '3', false],
  ['one whose title may be another', '1', true],
])('the fleet is asked about %s', (_, conversation, retitled) => {
  const asked = vi.spyOn(queries, 'invalidateQueries')
  queries.setQueryData(conversationsKey, [one('1')])
  touched(conversation, retitled)
  expect(asked).toHaveBeenCalledOnce()
})
