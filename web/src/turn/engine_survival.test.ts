import { expect, test, vi } from 'vitest'
import { Refused } from '@/api/errors'
import { session } from '@/api/session'
import { fleet, LEARNER, opened, owed, send, settle, tab, told, views } from './stage'

test('a reply goes on where its connection broke', async () => {
  const talk = await opened()
  const turn = send(talk, 'Hello')
  await settle()
  fleet.say(turn, 'one ')
  await settle()
  fleet.cut()
  fleet.say(turn, 'two ')
  await settle(2_000)
  fleet.say(turn, 'three')
  fleet.end(turn)
  await settle(2_000)
  expect(told(talk)).toEqual([['Hello', 'done', 'one two three']])
})

test('a fleet that is away is asked again, and the learner is told', async () => {
  const talk = await opened()
  fleet.away = true
  const turn = send(talk, 'Hello')
  await settle(5_000)
  expect(views(talk)).toMatchObject([{ state: 'unsent', waiting: 'offline' }])
  fleet.away = false
  await settle(20_000)
  fleet.end(turn)
  await settle(20_000)
  expect([views(talk)[0]?.state, fleet.posts.length]).toEqual(['done', 1])
})

test('the network that is back is used at once', async () => {
  const talk = await opened()
  fleet.away = true
  send(talk, 'Hello')
  await settle(60_000)
  fleet.away = false
  dispatchEvent(new Event('online'))
  await settle()
  expect(fleet.posts).toHaveLength(1)
})

test('an answer that is lost after the question was stored makes no second turn', async () => {
  const talk = await opened()
  fleet.deaf = 2
  const turn = send(talk, 'Hello')
  await settle(5_000)
  fleet.say(turn, 'Hi')
  fleet.end(turn)
  await settle(5_000)
  expect([fleet.turns_.size, told(talk)]).toEqual([1, [['Hello', 'done', 'Hi']]])
})

test.each([
  ['limit', new Refused(429, 'too many')],
  ['full', new Refused(503, 'too many turns')],
])('%s: it is told, and sent a while later', async (why, refusal) => {
  const talk = await opened()
  fleet.refusals.push(refusal, refusal)
  send(talk, 'Hello')
  await settle(10)
  expect(views(talk)).toMatchObject([{ state: 'unsent', waiting: why }])
  await settle(5_000)
  expect(views(talk)).toMatchObject([{ state: 'streaming', waiting: null }])
})

test('a reload in mid-reply finds the turn and follows it', async () => {
  const page = tab()
  const turn = send(await opened(page), 'Hello')
  await settle()
  fleet.say(turn, 'Hi ')
  page.close()
  const talk = await opened()
  expect(told(talk)).toEqual([['Hello', 'streaming', 'Hi ']])
  fleet.say(turn, 'there')
  fleet.end(turn)
  await settle()
  expect([told(talk), fleet.posts.length]).toEqual([[['Hello', 'done', 'Hi there']], 1])
})

test('unsent turns survive the page and are sent by the next one, opened or not', async () => {
  fleet.away = true
  const page = tab()
  const talk = await opened(page)
  for (const text of ['one', 'two', 'three']) send(talk, text)
  await settle()
  page.close()
  fleet.away = false
  tab()
  for (let each = 0; each < 3; each++) {
    await settle(3_000)
    const posted = fleet.posts.at(-1)
    fleet.end(posted?.turn ?? '')
  }
  await settle(3_000)
  expect(fleet.posts.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  expect(owed()).toEqual([])
})

test('two tabs send a turn once and show the same', async () => {
  const [one, two] = [await opened(), await opened()]
  const turn = send(one, 'Hello')
  await settle()
  fleet.say(turn, 'Hi')
  await settle(1_000)
  expect([told(one), told(two)]).toEqual([[['Hello', 'streaming', 'Hi']], [['Hello', 'streaming', 'Hi']]])
  fleet.end(turn)
  await settle(1_000)
  expect([told(one), told(two), fleet.posts.length]).toEqual([[['Hello', 'done', 'Hi']], [['Hello', 'done', 'Hi']], 1])
})

test('a queue that both tabs wait for is sent once, in order', async () => {
  fleet.away = true
  const [one, two] = [await opened(), await opened()]
  const turns = [send(one, 'one'), send(two, 'two'), send(one, 'three')]
  await settle()
  fleet.away = false
  for (const turn of turns) {
    await settle(20_000)
    fleet.end(turn)
  }
  await settle(20_000)
  expect(fleet.posts.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  expect(told(one)).toEqual(told(two))
})

test('a turn that is let go in one tab is gone in the other', async () => {
  fleet.away = true
  const [one, two] = [await opened(), await opened()]
  const turn = send(one, 'Hello')
  await settle()
  two.discard(turn)
  await settle()
  expect([one.items.get(), two.items.get()]).toEqual([[], []])
})

test('a turn that is gone with its conversation is gone here', async () => {
  const talk = await opened()
  const turn = send(talk, 'Hello')
  await settle()
  fleet.turns_.delete(turn)
  fleet.cut()
  await settle(3_000)
  expect([talk.items.get(), owed()]).toEqual([[], []])
})

test('a question that nobody answers is asked again, and is still one turn', async () => {
  const talk = await opened()
  const begin = fleet.begin.bind(fleet)
  vi.spyOn(fleet, 'begin').mockImplementationOnce(async (where, asked, signal) => {
    await begin(where, asked, signal)
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  })
  const turn = send(talk, 'Hello')
  await settle(40_000)
  fleet.end(turn)
  await settle(20_000)
  expect([fleet.turns_.size, fleet.posts.length, views(talk)[0]?.state]).toEqual([1, 2, 'done'])
})

test('a question that waits for the learner to sign in is not asked again meanwhile', async () => {
  const talk = await opened()
  session.set({ ...LEARNER, state: 'expired' })
  const begin = vi.spyOn(fleet, 'begin').mockImplementationOnce(() => new Promise(() => undefined))
  send(talk, 'Hello')
  await settle(300_000)
  expect([begin.mock.calls.length, views(talk)[0]?.state]).toEqual([1, 'sending'])
})

test('a stream that says nothing for long is asked for again, and nothing is lost', async () => {
  const talk = await opened()
  const turn = send(talk, 'Hello')
  await settle()
  const follow = vi.spyOn(fleet, 'follow')
  await settle(40_000)
  fleet.say(turn, 'Hi')
  fleet.end(turn)
  await settle(20_000)
  expect(follow).toHaveBeenCalled()
  expect(told(talk)).toEqual([['Hello', 'done', 'Hi']])
})

test('a talk that went on elsewhere meanwhile is read again when the network is back', async () => {
  const talk = await opened()
  fleet.start(talk.id, { turn: 't-elsewhere', text: 'From my phone' })
  fleet.end('t-elsewhere')
  await settle()
  expect(told(talk)).toEqual([])
  dispatchEvent(new Event('online'))
  await settle()
  expect(told(talk)).toEqual([['From my phone', 'done', '']])
})

test('a turn whose predecessor is gone is held, and the talk is read again', async () => {
  const talk = await opened()
  const old = send(talk, 'Hello')
  await settle()
  fleet.end(old)
  await settle()
  fleet.turns_.clear()
  fleet.messages.clear()
  fleet.refusals.push(new Refused(404, 'The turn that it replaces is gone'))
  send(talk, 'Hello again', { replaces: old })
  await settle()
  expect([talk.items.get(), talk.draft.get()]).toEqual([[], 'Hello again'])
})
