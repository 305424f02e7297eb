import { expect, test } from 'vitest'
import { accent, chosen, english, type Voice } from './voices'

const voice = (name: string, lang: string, more: Partial<Voice> = {}): Voice => ({
  ...{ voiceURI: name, name, lang, localService: true, default: false },
  ...more,
})
const damayanti = voice('Damayanti', 'id-ID', { default: true })
const daniel = voice('Daniel', 'en-GB')
const samantha = voice('Samantha', 'en_US')
const cloud = voice('Cloud', 'en-US', { localService: false, default: true })

test('only voices of English are offered, those of this device first', () => {
  expect(english([damayanti, cloud, samantha, daniel]).map(({ name }) => name)).toEqual(['Daniel', 'Samantha', 'Cloud'])
})

test("the learner's choice is taken while it is there", () => {
  expect(chosen([daniel, samantha], 'Daniel')).toBe(daniel)
  expect(chosen([samantha], 'Daniel')).toBe(samantha)
})

test('a voice that needs somebody else’s machine is not taken by itself', () => {
  expect(chosen([cloud, daniel], null)).toBe(daniel)
  expect(chosen([cloud, daniel], 'Cloud')).toBe(cloud)
  expect(chosen([cloud], null)).toBe(cloud)
})

test('without a voice of English there is none', () => {
  expect(chosen([damayanti], null)).toBeUndefined()
})

test.each([
  [daniel, ['en-US'], 'en-GB'],
  [samantha, ['en-GB'], 'en-US'],
  [undefined, ['id-ID', 'en-GB'], 'en-GB'],
  [undefined, ['id-ID'], 'en-US'],
])('with the voice %j and the languages %j English is heard as %s', (one, languages, expected) => {
  expect(accent(one, languages)).toBe(expected)
})
