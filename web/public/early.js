// Before the first paint, while the scripts of the page come: the theme that the learner chose, so that no page flashes in the other
// one; and the two answers that those scripts need before they show anything (src/api/early.ts hands them on).
try {
  const theme = JSON.parse(localStorage.getItem('tutorfleet.settings') ?? '{}').theme
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // a browser without storage follows the system
}
{
  const config = fetch('/config.json', { signal: AbortSignal.timeout(10_000) })
  const session = config.then(async (answer) => {
    const { auth, api } = await answer.clone().json()
    return auth === 'cookie' ? fetch(`${api}/session`, { headers: { 'x-tutorfleet-page': '1' }, cache: 'no-store' }) : undefined
  })
  for (const answer of [config, session]) answer.catch(() => undefined) // whoever takes it hears of it
  globalThis.tutorfleetEarly = { config, session }
}
