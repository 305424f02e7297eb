// The service worker: the page starts without a network, and shows the talks that it showed last. Built into /sw.js by itself; what
// it decides is in ways.ts. A build is kept whole or not at all. Answers are kept for each learner apart, read only when the fleet
// cannot be reached, and deleted by the page at sign-out (forget.ts); the session is never kept.

import { ANSWERS_OF, type Build, fresh, learnerIn, wayOf } from './ways'

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Fetching extends Extendable {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
interface Scope {
  readonly location: Location
  readonly clients: { claim(): Promise<void> }
  readonly __BUILD__: Build
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', heard: (event: Extendable) => void): void
  addEventListener(type: 'fetch', heard: (event: Fetching) => void): void
  addEventListener(type: 'message', heard: (event: MessageEvent) => void): void
}

const scope = self as unknown as Scope
const build = scope.__BUILD__
const SHELL = `tutorfleet-shell-${build.version}`
const TOLD = 'tutorfleet-told'
const INDEX = '/index.html'
/** of a learner's answers; the oldest go first */
const MOST_ANSWERS = 200

scope.addEventListener('install', (event) => event.waitUntil(keepBuild()))
scope.addEventListener('activate', (event) => event.waitUntil(takeOver()))
scope.addEventListener('message', ({ data }) => {
  if (data === 'take over') void scope.skipWaiting()
})
scope.addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request
  const way = wayOf({ method, url, navigates: mode === 'navigate' }, scope.location.origin, build)
  if (way === 'shell') event.respondWith(shell(event))
  else if (way === 'file') event.respondWith(file(event.request))
  else if (way === 'told') event.respondWith(asked(event, TOLD))
  else if (way === 'answer') event.respondWith(asked(event, ANSWERS_OF + learnerIn(url)))
  else if (way === 'forget') event.waitUntil(forget(url))
})

async function keepBuild(): Promise<void> {
  const cache = await caches.open(SHELL)
  const wanted = build.files.map(
    (path) => new Request(path, { cache: path.startsWith('/assets/') ? 'default' : 'reload' }),
  )
  await cache.addAll(wanted)
  if (!(await keepIndex())) throw new Error('the fleet serves another build by now')
}

/** index.html with the headers that it has now; false if it is not of this build. */
async function keepIndex(): Promise<boolean> {
  const answer = await fetch('/', { headers: { accept: 'text/html' }, cache: 'no-cache' })
  if (!answer.ok || !(await answer.clone().text()).includes(build.entry)) return false
  await (await caches.open(SHELL)).put(INDEX, answer)
  return true
}

async function takeOver(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith('tutorfleet-shell-') && name !== SHELL)
  await Promise.all(old.map((name) => caches.delete(name)))
  await scope.clients.claim()
}

async function shell(event: Fetching): Promise<Response> {
  const kept = await caches.match(INDEX, { cacheName: SHELL, ignoreVary: true })
  if (!kept) return fetch(event.request)
  event.waitUntil(keepIndex().catch(() => false))
  return kept
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: SHELL, ignoreVary: true, ignoreSearch: true })) ?? fetch(request)
}

/** The fleet's answer, kept; where there is no network, the one that was kept. */
async function asked(event: Fetching, name: string): Promise<Response> {
  try {
    const answer = await fetch(event.request)
    if (answer.ok) event.waitUntil(keep(name, event.request, answer.clone()).catch(() => undefined))
    return answer
  } catch (reason) {
    const kept = await caches.match(event.request, { cacheName: name, ignoreVary: true })
    if (kept && fresh(kept.headers.get('date'), Date.now())) return kept
    throw reason
  }
}

async function keep(name: string, request: Request, answer: Response): Promise<void> {
  const cache = await caches.open(name)
  await cache.delete(request, { ignoreVary: true }) // it is the newest now
  await cache.put(request, answer)
  const all = await cache.keys()
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST_ANSWERS)).map((old) => cache.delete(old)))
}

async function forget(url: string): Promise<void> {
  const cache = await caches.open(ANSWERS_OF + learnerIn(url))
  const gone = (await cache.keys()).filter((each) => new URL(each.url).pathname.startsWith(new URL(url).pathname))
  await Promise.all(gone.map((each) => cache.delete(each)))
}
