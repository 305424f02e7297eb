import { expect, test } from 'vitest'
import { lastSeen, startLastSeen } from './last_seen'
import { session } from './session'

const ayu = { sub: '7', name: 'Ayu', email: 'ayu@example.com' }

test('who is here already, who comes and who leaves is kept in mind, without an address', () => {
  session.set({ state: 'in', user: ayu, operator: false })
  startLastSeen()
  expect(lastSeen.get()).toEqual({ sub: '7', name: 'Ayu', email: '' })
  session.set({ state: 'out' })
  expect(lastSeen.get()).toBeNull()
  session.set({ state: 'in', user: { ...ayu, sub: '8' }, operator: false })
  expect(lastSeen.get()?.sub).toBe('8')
})
