// Every page of the client: its address, its area of words, where it stands in the navigation, and how it is loaded.
// To add one: a folder with a component, a line here, its words in i18n/, and its path in the fleet's list of pages
// (src/tutorfleet/fleet/), which tells the edge and the service to answer there.

import { BookMarked, ChartLine, Drama, type LucideIcon, MessagesSquare, ServerCog, UserRound } from 'lucide-react'
import { type ComponentType, lazy } from 'react'

export type Area = 'talk' | 'progress' | 'notebook' | 'scenarios' | 'fleet' | 'account'

export interface Page {
  /** as wouter reads it: `:name` is a part, `?` may be absent */
  path: string
  area: Area
  component: ComponentType
  /** whoever is not signed in may see it */
  public?: boolean
  /** it stands in the navigation, with this icon */
  icon?: LucideIcon
  /** first group: learning; second: the machine and the account */
  group?: 1 | 2
}

export const pages: Page[] = [
  { path: '/talk/:id?', area: 'talk', component: lazy(() => import('./talk/page')), icon: MessagesSquare, group: 1 },
  {
    path: '/scenarios/:id?',
    area: 'scenarios',
    component: lazy(() => import('./scenarios/page')),
    icon: Drama,
    group: 1,
  },
  { path: '/progress', area: 'progress', component: lazy(() => import('./progress/page')), icon: ChartLine, group: 1 },
  { path: '/notebook', area: 'notebook', component: lazy(() => import('./notebook/page')), icon: BookMarked, group: 1 },
  { path: '/notebook/review', area: 'notebook', component: lazy(() => import('./notebook/review')) },
  { path: '/placement', area: 'scenarios', component: lazy(() => import('./scenarios/placement')) },
  { path: '/fleet', area: 'fleet', component: lazy(() => import('./fleet/page')), icon: ServerCog, group: 2 },
  { path: '/account', area: 'account', component: lazy(() => import('./account/page')), icon: UserRound, group: 2 },
  { path: '/welcome', area: 'account', component: lazy(() => import('./account/welcome')) },
  { path: '/sign-in', area: 'account', component: lazy(() => import('./account/sign_in')), public: true },
  { path: '/sign-up', area: 'account', component: lazy(() => import('./account/sign_up')), public: true },
  { path: '/confirm', area: 'account', component: lazy(() => import('./account/confirm')), public: true },
  { path: '/forgot', area: 'account', component: lazy(() => import('./account/forgot')), public: true },
]
