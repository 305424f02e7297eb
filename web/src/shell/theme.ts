// The theme that the learner chose, on <html>; `public/early.js` does the same before the first paint.

import { settings } from '@/state/settings'

export function startTheme(): void {
  const apply = () => {
    const { theme } = settings.get()
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }
  settings.subscribe(apply)
  apply()
}
