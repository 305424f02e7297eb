import { expect, test } from 'vitest'
import { broken } from './passwords'

test('a password that keeps every rule', () => {
  expect(broken('Correct-horse-1')).toEqual([])
})

test.each([
  ['', ['length', 'lower', 'upper', 'digit', 'symbol']],
  ['Aa1-567', ['length']],
  ['AAAA-1111', ['lower']],
  ['aaaa-1111', ['upper']],
  ['Aaaa-aaaa', ['digit']],
  ['Aaaa11111', ['symbol']],
  [`Aa1-${'x'.repeat(1021)}`, ['longest']],
])('%j breaks %j', (password, rules) => {
  expect(broken(password)).toEqual(rules)
})

test('letters and digits of any script count, and a space is a symbol', () => {
  expect(broken('Élève été ٣')).toEqual([])
})

test('signs beyond the basic plane are one character each', () => {
  expect(broken('Aa1-😀😀😀')).toEqual(['length'])
})
