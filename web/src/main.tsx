// The client begins here: language, theme, who is signed in; then the app. Knows no page.

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config } from '@/api/config'
import { cookieKeeper } from '@/api/cookie_keeper'
import { startLastSeen } from '@/api/last_seen'
import { appoint } from '@/api/session'
import { startForgetting, startTabs } from '@/api/tabs'
import { speak, startLanguage } from '@/i18n'
import { startOffline } from '@/offline/register'
import { startTheme } from '@/shell/theme'
import { settings } from '@/state/settings'
import { App, startSession } from './app'
import { pageAt } from './pages'
import './styles/tokens.css'
import './styles/base.css'

/** for so long nobody misses a sign that the page is busy */
const UNSEEN_MS = 300

startTheme()
startLastSeen()
startForgetting()
const page = pageAt(location.pathname)
  ?.component.load()
  .catch(() => undefined) // who shows it says what is wrong
await Promise.all([
  appointKeeper().then(() => soon(startSession())),
  startLanguage(settings.get().language),
  soon(page),
])
settings.subscribe(() => void speak(settings.get().language))
if (import.meta.env.PROD) startOffline()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}

/** When it is done, or takes so long that something must be shown. */
async function soon(work: Promise<unknown> | undefined): Promise<void> {
  await Promise.race([work, new Promise((go) => setTimeout(go, UNSEEN_MS))])
}

/** By the fleet's configuration; without one (no network) as on a fleet of one's own. */
async function appointKeeper(): Promise<void> {
  const auth = await config().then(
    (found) => found.auth,
    () => 'cookie',
  )
  if (auth === 'tokens') return appoint((await import('@/api/token_keeper')).tokenKeeper)
  appoint(cookieKeeper)
  startTabs()
}
