import { expect, test } from 'vitest'
import { chatModels, offers } from './tags'

function tag(name: string, digest = name, family = 'llama') {
  return { name: `${name}:latest`, digest, details: { family, parameter_size: '1.76M' } }
}

test('one model of several names is offered once, as what it is', () => {
  const models = chatModels({ models: [tag('orca-mini', 'a'), tag('starter-chat', 'a'), tag('llama3', 'a')] })
  expect(models).toEqual([{ name: 'starter-chat', also: ['llama3', 'orca-mini'], size: '1.76M', starter: true }])
})

test('the name that was chosen before stays the name', () => {
  const body = { models: [tag('orca-mini', 'a'), tag('starter-chat', 'a')] }
  expect(chatModels(body, 'orca-mini')[0]?.name).toBe('orca-mini')
  expect(chatModels(body, 'orca-mini')[0]?.starter).toBe(true)
})

test('a model that embeds is not offered for talking', () => {
  expect(chatModels({ models: [tag('nomic-embed-text', 'b', 'nomic-bert')] })).toEqual([])
})

test.each([null, 7, {}, { models: 3 }, { models: [null, { name: 4 }, { name: '' }] }])('%j offers nothing', (body) => {
  expect(chatModels(body)).toEqual([])
})

test('a name is found with and without its tag, and by another name of the model', () => {
  const models = chatModels({ models: [tag('qwen3', 'c'), tag('tutor', 'c')] })
  expect(offers(models, 'qwen3:latest')).toBe(true)
  expect(offers(models, 'tutor')).toBe(true)
  expect(offers(models, 'gone')).toBe(false)
})
