// Which way a request of the page goes when a service worker stands between it and the network. Pure.

export interface Asked {
  method: string
  /** whole address */
  url: string
  /** the address bar asks */
  navigates: boolean
}

/** What a build is made of; written into the worker by offline_build.ts. */
export interface Build {
  /** changes with every file of the build */
  version: string
  /** every file but index.html and the worker, as addresses */
  files: readonly string[]
  /** the script that index.html of this build begins with */
  entry: string
  /** addresses of pages, as in pages.ts */
  pages: readonly string[]
}

/** `shell`: index.html of this build. `file`: one of its files. `told`: the same for everybody, asked anew while there is a network.
 * `answer`: a learner's own, likewise. `forget`: what is kept of a conversation is to go. `network`: as if there were no worker. */
export type Way = 'shell' | 'file' | 'told' | 'answer' | 'forget' | 'network'

/** talks as the page reads them: the list, one of them, its newest turns */
const ANSWERS = /^\/conversations\/[^/]+(\/[^/]+(\/turns)?)?$/
const TOLD = new Set(['/config.json', '/scenarios'])

export function wayOf({ method, url, navigates }: Asked, origin: string, build: Build): Way {
  const { origin: asked, pathname: path, search } = new URL(url)
  if (asked !== origin) return 'network'
  if (method === 'DELETE') return path.startsWith('/conversations/') ? 'forget' : 'network'
  if (method !== 'GET') return 'network'
  if (navigates) return isPage(path, build.pages) ? 'shell' : 'network'
  if (build.files.includes(path)) return 'file'
  if (TOLD.has(path)) return 'told'
  return ANSWERS.test(path) && !search.includes('before=') ? 'answer' : 'network'
}

/** `pages`: as the router reads them, `/talk/:id?`. */
export function isPage(path: string, pages: readonly string[]): boolean {
  if (path === '/') return true
  return pages.some((page) => new RegExp(`^${page.replace(/\/:\w+\?/g, '(?:/[^/]+)?')}/?$`).test(path))
}

/** Answers of one learner lie apart from those of others, and go when they sign out. */
export const ANSWERS_OF = 'tutorfleet-answers-'

/** The learner in an address of the API; '' for none. */
export function learnerIn(url: string): string {
  return new URL(url).pathname.match(/^\/conversations\/([^/]+)/)?.[1] ?? ''
}

const KEPT_MS = 30 * 86_400_000

/** Whether an answer of that `Date` is still shown without a network. One that does not say is not. */
export function fresh(date: string | null, now: number): boolean {
  const age = now - Date.parse(date ?? '')
  return age < KEPT_MS
}
