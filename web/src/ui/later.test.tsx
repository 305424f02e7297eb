import { act, cleanup, render, screen } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, expect, test } from 'vitest'
import { later, loaded } from './later'

afterEach(cleanup)

function Hello({ name }: { name: string }) {
  return <p>Hello {name}</p>
}
const load = async () => ({ default: Hello })

test('what was loaded before stands at once, and nothing in its place', async () => {
  const Shown = loaded(load)
  await Shown.load()
  render(
    <Suspense fallback="one moment">
      <Shown name="Sari" />
    </Suspense>,
  )
  expect(screen.getByText('Hello Sari')).toBeDefined()
})

test('until it is loaded, what waits stands in its place', async () => {
  const Shown = later(load, 'one moment')
  render(<Shown name="Sari" />)
  expect(screen.getByText('one moment')).toBeDefined()
  await act(async () => undefined)
  expect(await screen.findByText('Hello Sari')).toBeDefined()
})
