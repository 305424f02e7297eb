// The window's title on pages that stand outside the layout.

import { useEffect } from 'react'

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · tutorfleet`
  }, [title])
}
