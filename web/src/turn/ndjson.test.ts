import { expect, test } from 'vitest'
import { decoder } from './ndjson'

const bytes = (text: string) => new TextEncoder().encode(text)
const lines = [
  { seq: 0, type: 'turn', ms: 0 },
  { seq: 1, type: 'reply', ms: 5, text: 'Apa kabar? 👋🏽 naïve' },
]
const whole = bytes(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))

test.each(Array.from({ length: whole.length + 1 }, (_, at) => at))(
  'a stream cut at byte %i gives the same events',
  (at) => {
    const lines = decoder()
    const events = [...lines.push(whole.slice(0, at)), ...lines.push(whole.slice(at)), ...lines.end()]
    expect(events.map(({ seq }) => seq)).toEqual([0, 1])
    expect(events[1]).toMatchObject({ text: 'Apa kabar? 👋🏽 naïve' })
  },
)

test('an event is there as soon as its line has ended', () => {
  const lines = decoder()
  expect(lines.push(bytes('{"seq":0,"type":"turn"}\n{"seq":1,'))).toHaveLength(1)
  expect(lines.push(bytes('"type":"reply"}\n'))).toHaveLength(1)
})

test('a last line without its end is an event too', () => {
  const lines = decoder()
  lines.push(bytes('{"seq":4,"type":"done"}'))
  expect(lines.end()).toEqual([{ seq: 4, type: 'done' }])
})

test.each(['not json', 'null', '7', '[]', '{"type":"reply"}', '{"seq":-1,"type":"x"}', '{"seq":"1","type":"x"}'])(
  'the line %s is left out and counted',
  (line) => {
    const lines = decoder()
    expect(lines.push(bytes(`${line}\n{"seq":0,"type":"turn"}\n`))).toHaveLength(1)
    expect(lines.skipped).toBe(1)
  },
)

test('empty lines are no mistakes', () => {
  const lines = decoder()
  lines.push(bytes('\n\r\n \n'))
  expect(lines.skipped).toBe(0)
})
