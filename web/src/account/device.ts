// What this browser keeps of a learner, and how it is forgotten. Choices of the device (theme, languages, voice) stay.

const PREFIX = 'tutorfleet.'
const OF_THE_DEVICE = ['tutorfleet.settings', 'tutorfleet.first_word']

/** Drafts, the queue and kept answers go. Never raises. */
export async function forgetDevice(): Promise<void> {
  try {
    for (const key of Object.keys(localStorage).filter(isLearners)) localStorage.removeItem(key)
  } catch {
    // no storage, so nothing is kept
  }
  await forgetAnswers().catch(() => undefined)
}

export function isLearners(key: string): boolean {
  return key.startsWith(PREFIX) && !OF_THE_DEVICE.includes(key)
}

/** Of the caches only those that the service worker names after learners' answers. */
async function forgetAnswers(): Promise<void> {
  if (!('caches' in globalThis)) return
  const names = (await caches.keys()).filter((name) => name.includes('answers'))
  await Promise.all(names.map((name) => caches.delete(name)))
}
