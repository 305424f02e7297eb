// The client begins here: language, theme, who is signed in; then the app. Knows no page.

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { cookieKeeper } from '@/api/cookie_keeper'
import { appoint } from '@/api/session'
import { startLanguage } from '@/i18n'
import { startTheme } from '@/shell/theme'
import { App } from './app'
import './styles/tokens.css'
import './styles/base.css'

appoint(cookieKeeper)
startTheme()
await startLanguage()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
