// The frame around every page: who is signed in decides which one stands here; a fault of ours is caught and said.

import { QueryClientProvider } from '@tanstack/react-query'
import { Suspense, useEffect } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { passing } from '@/api/errors'
import { queries } from '@/api/queries'
import { keeper, session } from '@/api/session'
import { type Page, pages } from '@/pages'
import { Arrived } from '@/shell/arrived'
import { Away } from '@/shell/away'
import { Crashed } from '@/shell/crashed'
import { Layout } from '@/shell/layout'
import { NotFound } from '@/shell/not_found'
import { createStore, useStore } from '@/state/store'
import { keepSending } from '@/turn/hooks'
import { later } from '@/ui/later'
import { Toasts } from '@/ui/toasts'
import { Waiting } from '@/ui/waiting'

const expired = () => import('@/account/expired')
const Expired = later(expired)

const SOON_MS = 5_000

/** whether the fleet could not be asked who is signed in */
const away = createStore(false)

/** Ask who is signed in; while the fleet is away, again and again. Called once, before anything is shown; done when there is a first
 * answer, or none. */
export async function startSession(): Promise<void> {
  const restore = () =>
    keeper()
      .restore()
      .catch((error) => {
        away.set(true)
        if (passing(error)) setTimeout(restore, 2_000)
        else session.set({ state: 'out' })
      })
  await restore()
}

export function App() {
  useEffect(keepSending, [])
  return (
    <Crashed>
      <QueryClientProvider client={queries}>
        <Pages />
        <Again />
        <Toasts />
      </QueryClientProvider>
    </Crashed>
  )
}

/** The password is asked for in place. What does that is loaded when there is time, for then the fleet may be away. */
function Again() {
  const { state } = useStore(session)
  useEffect(() => {
    if (state === 'in') setTimeout(() => void expired().catch(() => undefined), SOON_MS)
  }, [state])
  return state === 'expired' && <Expired />
}

function Pages() {
  const isAway = useStore(away)
  const now = useStore(session)
  const { state } = now
  if (state === 'unknown') return isAway ? <Away /> : <Waiting whole />
  return (
    <Switch key={'user' in now ? now.user.sub : state}>
      <Route path="/">
        <Redirect to={state === 'out' ? '/sign-in' : '/talk'} replace />
      </Route>
      {pages.map((page) => (
        <Route key={page.path} path={page.path}>
          {page.public || state !== 'out' ? <Shown page={page} /> : <ToSignIn />}
        </Route>
      ))}
      <Route>
        <NotFound />
      </Route>
    </Switch>
  )
}

function Shown({ page }: { page: Page }) {
  const Content = page.component
  const content = (
    <Suspense fallback={<Waiting />}>
      <Content />
      <Arrived />
    </Suspense>
  )
  return page.public ? content : <Layout area={page.area}>{content}</Layout>
}

/** To the sign-in page, and back here afterwards. */
function ToSignIn() {
  const [here] = useLocation()
  return <Redirect to={`/sign-in?next=${encodeURIComponent(here)}`} replace />
}
