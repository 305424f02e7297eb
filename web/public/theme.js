// Before the first paint: the theme that the learner chose, so that no page flashes in the other one. Knows only one key.
try {
  const theme = JSON.parse(localStorage.getItem('tutorfleet.settings') ?? '{}').theme
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // a browser without storage follows the system
}
