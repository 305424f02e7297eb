import { expect, test, vi } from 'vitest'
import { Refused } from '@/api/errors'
import { conversation, fleet, opened, owed, send, settle, told, views } from './stage'

test('a text is sent, answered word by word, and done', async () => {
  const talk = await opened()
  expect(talk.status.get().state).toBe('new')
  const turn = send(talk, 'Hello')
  await settle()
  fleet.say(turn, 'Hi ')
  await settle()
  expect([told(talk), talk.running.get()]).toEqual([[['Hello', 'streaming', 'Hi ']], turn])
  fleet.say(turn, 'there')
  fleet.end(turn)
  await settle()
  expect([told(talk), talk.running.get()]).toEqual([[['Hello', 'done', 'Hi there']], null])
  expect([talk.status.get().state, owed()]).toEqual(['ready', []])
})

test.each(['', '  \n\t '])('nothing is sent of %j', async (text) => {
  const talk = await opened()
  expect(talk.send(text)).toBeNull()
  expect(talk.items.get()).toEqual([])
})

test('the draft is emptied when its text is queued, and not by another text', async () => {
  const talk = await opened()
  talk.draft.set('Hello ')
  send(talk, 'Something else')
  expect(talk.draft.get()).toBe('Hello ')
  send(talk, 'Hello ')
  expect(talk.draft.get()).toBe('')
})

test('turns are sent one after the other, in the order in which they were written', async () => {
  const talk = await opened()
  const [first, second, third] = ['one', 'two', 'three'].map((text) => send(talk, text))
  await settle()
  expect(views(talk).map(({ state, waiting }) => [state, waiting])).toEqual([
    ['streaming', null],
    ['unsent', 'order'],
    ['unsent', 'order'],
  ])
  for (const turn of [first, second, third]) {
    fleet.end(turn as string)
    await settle()
  }
  expect(fleet.posts.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  expect(views(talk).map(({ state }) => state)).toEqual(['done', 'done', 'done'])
})

test('a turn of another device is followed first, and the own one waits', async () => {
  const talk = await opened()
  fleet.start(conversation, { turn: 'foreign', text: 'From my phone' })
  const turn = send(talk, 'Hello')
  await settle()
  fleet.say('foreign', 'Yes')
  await settle()
  expect(told(talk)).toEqual([
    ['From my phone', 'streaming', 'Yes'],
    ['Hello', 'unsent', ''],
  ])
  fleet.end('foreign')
  await settle(3_000)
  fleet.end(turn)
  await settle(3_000)
  expect(views(talk).map(({ state }) => state)).toEqual(['done', 'done'])
})

test('a text that the fleet refuses for good lies in the composer again, with the reason', async () => {
  const talk = await opened()
  fleet.refusals.push(new Refused(413, 'This conversation is full'))
  send(talk, 'Hello')
  await settle()
  expect([talk.draft.get(), talk.items.get()]).toEqual(['Hello', []])
  expect(talk.status.get().returned).toEqual({ status: 413, message: 'This conversation is full' })
  send(talk, 'Hello')
  expect(talk.status.get().returned).toBeNull()
})

test('a refused text does not push away what stands in the composer', async () => {
  const talk = await opened()
  fleet.refusals.push(new Refused(422, 'no'))
  const turn = send(talk, 'Hello')
  talk.draft.set('Another')
  await settle()
  expect(views(talk)).toMatchObject([{ state: 'unsent', error: { message: 'no' } }])
  talk.retry(turn)
  await settle()
  expect(views(talk)).toMatchObject([{ state: 'streaming', error: null }])
})

test('an unsent turn can be let go, or taken back', async () => {
  fleet.away = true
  const talk = await opened()
  const [first, second] = [send(talk, 'one'), send(talk, 'two')]
  await settle()
  talk.discard(first)
  expect(told(talk)).toEqual([['two', 'unsent', '']])
  talk.takeBack(second)
  expect([talk.items.get(), talk.draft.get()]).toEqual([[], 'two'])
})

test('a turn that was let go while it was on its way is stopped', async () => {
  const talk = await opened()
  const begin = fleet.begin.bind(fleet)
  vi.spyOn(fleet, 'begin').mockImplementation(async (...asked) => {
    const batches = await begin(...asked)
    talk.discard(turn)
    return batches
  })
  const turn = send(talk, 'Hello')
  await settle()
  expect([fleet.stops, views(talk)[0]?.state]).toEqual([[turn], 'stopped'])
})

test('a stop keeps what came', async () => {
  const talk = await opened()
  const turn = send(talk, 'Hello')
  await settle()
  fleet.say(turn, 'Hi')
  await settle()
  talk.stop(turn)
  await settle()
  expect([told(talk), fleet.stops]).toEqual([[['Hello', 'stopped', 'Hi']], [turn]])
})

test('a turn that is stopped before it arrived is not sent later: its text is in the composer', async () => {
  const talk = await opened()
  const begin = fleet.begin.bind(fleet)
  vi.spyOn(fleet, 'begin').mockImplementationOnce((...asked) => {
    talk.stop(turn)
    fleet.away = true
    return begin(...asked)
  })
  const turn = send(talk, 'Hello')
  await settle(5_000)
  fleet.away = false
  await settle(60_000)
  expect([fleet.posts, talk.items.get(), talk.draft.get()]).toEqual([[], [], 'Hello'])
})

test('what is taken back stands before what is in the composer', async () => {
  fleet.away = true
  const talk = await opened()
  const turn = send(talk, 'one')
  talk.draft.set('two')
  talk.takeBack(turn)
  expect(talk.draft.get()).toBe('one\n\ntwo')
})

test('a stop that finds no network is asked again', async () => {
  const talk = await opened()
  const turn = send(talk, 'Hello')
  await settle()
  fleet.away = true
  talk.stop(turn)
  await settle(2_000)
  fleet.away = false
  await settle(10_000)
  expect(views(talk)[0]?.state).toBe('stopped')
})

test('a reply that is made anew takes the place of the old one and of all after it', async () => {
  const talk = await opened()
  for (const text of ['one', 'two']) {
    const turn = send(talk, text)
    await settle()
    fleet.end(turn)
    await settle()
  }
  const [first] = views(talk)
  talk.retry(first?.turn ?? '')
  await settle()
  expect(told(talk)).toEqual([['one', 'streaming', '']])
  fleet.end(views(talk)[0]?.turn ?? '')
  await settle()
  expect(told(talk)).toEqual([['one', 'done', '']])
})

test('what was to be replaced is there again when the new turn fails, and the next attempt replaces it', async () => {
  const talk = await opened()
  const old = send(talk, 'one')
  await settle()
  fleet.end(old)
  await settle()
  const failed = send(talk, 'one, edited', { replaces: old })
  await settle()
  fleet.end(failed, { failed: true, message: 'nobody answers' })
  await settle()
  expect(views(talk).map(({ text, state }) => [text, state])).toEqual([
    ['one', 'done'],
    ['one, edited', 'failed'],
  ])
  talk.retry(failed)
  await settle()
  expect(fleet.posts.at(-1)).toMatchObject({ text: 'one, edited', replaces: old })
})

test('300 turns come in pages, and older ones on demand', async () => {
  for (let each = 0; each < 300; each++) {
    fleet.start(conversation, { turn: `t${each}`, text: `text ${each}` })
    fleet.end(`t${each}`)
  }
  const talk = await opened()
  expect([talk.items.get().length, talk.status.get().older]).toEqual([50, true])
  for (let page = 0; page < 5; page++) await talk.older()
  expect([talk.items.get().length, talk.status.get().older]).toEqual([300, false])
  expect(views(talk)[0]?.text).toBe('text 0')
})

test('a turn that ends between the two answers that a talk is read from is there', async () => {
  fleet.start(conversation, { turn: 'foreign', text: 'From my phone' })
  fleet.say('foreign', 'Yes')
  const read = vi.spyOn(fleet, 'conversation').mockImplementationOnce(async (id) => {
    read.mockRestore()
    const early = await fleet.conversation(id)
    fleet.end('foreign')
    return early
  })
  vi.spyOn(fleet, 'turns').mockImplementationOnce(async (id) => {
    await settle()
    return fleet.turns(id)
  })
  expect(told(await opened())).toEqual([['From my phone', 'done', 'Yes']])
})

test('a conversation that cannot be loaded says so and is asked for again', async () => {
  fleet.away = true
  const talk = await opened()
  expect(talk.status.get().state).toBe('failed')
  fleet.away = false
  await settle(10_000)
  expect(talk.status.get()).toMatchObject({ state: 'new', trouble: null })
})

test('half a letter is sent as a sign that can be sent', async () => {
  const talk = await opened()
  send(talk, 'a\uD83D b \uD83D\uDC4B')
  await settle()
  expect(fleet.posts[0]?.text).toBe('a\uFFFD b 👋')
})

test('a scenario goes with its first turn', async () => {
  const talk = await opened()
  send(talk, 'Good evening', { scenario: { id: 'hotel', level: 'A2' } })
  await settle()
  expect(fleet.posts[0]).toMatchObject({ scenario: { id: 'hotel', level: 'A2' } })
})
