import { expect, test } from 'vitest'
import { withPhrase } from './phrases'

test.each([
  ['', 'My name is …', 'My name is '],
  ['Hello!', 'And you?', 'Hello! And you?'],
  ['Hello! ', 'I have worked as … for … years.', 'Hello! I have worked as for years.'],
  ['', '… for two nights', 'for two nights'],
])('%j and the phrase %j are %j', (text, phrase, whole) => {
  expect(withPhrase(text, phrase)).toBe(whole)
})
