// Every page of the client: its address, its area of words, where it stands in the navigation, and how it is loaded.
// To add one: a folder with a component, a line here, its words in i18n/, and its path in the fleet's list of pages
// (src/tutorfleet/fleet/), which tells the edge and the service to answer there.

import { BookMarked, ChartLine, Drama, type LucideIcon, MessagesSquare, ServerCog, UserRound } from 'lucide-react'
import { type Loaded, loaded } from '@/ui/later'

export type Area = 'talk' | 'progress' | 'notebook' | 'scenarios' | 'fleet' | 'account'

export interface Page {
  /** as wouter reads it: `:name` is a part, `?` may be absent */
  path: string
  area: Area
  component: Loaded
  /** whoever is not signed in may see it */
  public?: boolean
  /** it stands in the navigation, with this icon */
  icon?: LucideIcon
  /** first group: learning; second: the machine and the account */
  group?: 1 | 2
}

export const pages: Page[] = [
  { path: '/talk/:id?', area: 'talk', component: loaded(() => import('./talk/page')), icon: MessagesSquare, group: 1 },
  {
    path: '/scenarios/:id?',
    area: 'scenarios',
    component: loaded(() => import('./scenarios/page')),
    icon: Drama,
    group: 1,
  },
  {
    path: '/progress',
    area: 'progress',
    component: loaded(() => import('./progress/page')),
    icon: ChartLine,
    group: 1,
  },
  {
    path: '/notebook',
    area: 'notebook',
    component: loaded(() => import('./notebook/page')),
    icon: BookMarked,
    group: 1,
  },
  { path: '/notebook/review', area: 'notebook', component: loaded(() => import('./notebook/review')) },
  { path: '/placement', area: 'scenarios', component: loaded(() => import('./scenarios/placement')) },
  { path: '/fleet', area: 'fleet', component: loaded(() => import('./fleet/page')), icon: ServerCog, group: 2 },
  { path: '/account', area: 'account', component: loaded(() => import('./account/page')), icon: UserRound, group: 2 },
  { path: '/welcome', area: 'account', component: loaded(() => import('./account/welcome')) },
  { path: '/sign-in', area: 'account', component: loaded(() => import('./account/sign_in')), public: true },
  { path: '/sign-up', area: 'account', component: loaded(() => import('./account/sign_up')), public: true },
  { path: '/confirm', area: 'account', component: loaded(() => import('./account/confirm')), public: true },
  { path: '/forgot', area: 'account', component: loaded(() => import('./account/forgot')), public: true },
]

/** The page of an address; `/` leads to the talk. */
export function pageAt(address: string): Page | undefined {
  return pages.find(({ path }) => {
    const [start, ...parts] = path.split('/:')
    return address === start || (parts.length > 0 && (address === '/' || address.startsWith(`${start}/`)))
  })
}
