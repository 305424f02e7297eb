import { expect, test } from 'vitest'
import { learner } from './id_token'

function token(claims: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(claims))
  const base64 = btoa(String.fromCharCode(...bytes))
  return `head.${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}.sign`
}

test('a name in any script comes through', () => {
  expect(learner(token({ sub: '7', name: 'Siti Nurhaliza é 王', email: 'a@b.c' }))).toEqual({
    user: { sub: '7', name: 'Siti Nurhaliza é 王', email: 'a@b.c' },
    operator: false,
  })
})

test.each([{ 'cognito:groups': ['operators'] }, { groups: ['x', 'operators'] }])('%j is an operator', (groups) => {
  expect(learner(token({ sub: '7', ...groups }))?.operator).toBe(true)
})

test('a group that only looks like it is none', () => {
  expect(learner(token({ sub: '7', groups: 'operators' }))?.operator).toBe(false)
})

test.each(['', 'a.b', 'a.!!!.c', token(7), token(null), token({ name: 'nobody' })])('%j names nobody', (broken) => {
  expect(learner(broken)).toBeNull()
})
