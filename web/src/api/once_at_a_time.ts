// One run at a time, also over tabs where the browser has locks (a page without https has none: then over this tab).

let running: Promise<void> | undefined

/** Whoever comes while it runs waits for that run instead of beginning another. */
export function onceAtATime(name: string, work: () => Promise<void>): Promise<void> {
  running ??= locked(name, work).finally(() => {
    running = undefined
  })
  return running
}

async function locked(name: string, work: () => Promise<void>): Promise<void> {
  const locks: LockManager | null | undefined = navigator.locks
  if (locks) await locks.request(name, work)
  else await work()
}
