// Whether there is a network at all, as the browser says; a fleet that does not answer is another matter (api/errors.ts).

import { useSyncExternalStore } from 'react'

export function useOnline(): boolean {
  return useSyncExternalStore(listen, () => navigator.onLine)
}

function listen(changed: () => void): () => void {
  addEventListener('online', changed)
  addEventListener('offline', changed)
  return () => {
    removeEventListener('online', changed)
    removeEventListener('offline', changed)
  }
}
