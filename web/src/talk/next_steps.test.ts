import { expect, test } from 'vitest'
import { nextSteps } from './next_steps'

const some = { corrections: [{} as never], sentences: 10, right: 5 }
const perfect = { corrections: [], sentences: 10, right: 10 }
const scene = { id: 'hotel', level: 'A2' }
const known = { facts: some, scene, level: 'A2', levels: ['A1', 'A2', 'B1'], start: ['A1', 'A2', 'B1'] }

test('who made mistakes reviews them first', () => {
  expect(nextSteps(known)[0]).toEqual({ kind: 'review', href: '/notebook/review' })
})

test('who was right nearly always is offered the next level', () => {
  expect(nextSteps({ ...known, facts: perfect })[0]).toEqual({
    ...{ kind: 'harder', level: 'B1' },
    href: '/scenarios/hotel?level=B1',
  })
})

test('at the highest level the same is played again', () => {
  const top = { ...known, facts: perfect, scene: { id: 'hotel', level: 'B1' } }
  expect(nextSteps(top)[0]).toMatchObject({ kind: 'sameAgain', href: '/scenarios/hotel?level=B1' })
})

test('a scenario that this fleet has no more offers no level of it', () => {
  expect(nextSteps({ ...known, facts: perfect, levels: [] })[0]?.kind).toBe('sameAgain')
})

test('after the placement talk a scenario at the own level comes first', () => {
  const first = nextSteps({ ...known, scene: { id: 'placement', level: 'A1' }, level: 'B1' })[0]
  expect(first).toEqual({ kind: 'start', href: '/scenarios/small-talk?level=B1', level: 'B1' })
})

test('a talk without mistakes and without a scene leads to scenarios', () => {
  expect(nextSteps({ ...known, facts: perfect, scene: null }).map(({ kind }) => kind)).toEqual(['others', 'progress'])
})
