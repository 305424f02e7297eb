// A new page begins at its heading: focus goes there, so that a keyboard and a screen reader go on from its start. It stands
// beside the page's content, inside what waits for that content to be loaded. A page that takes the focus itself keeps it, and
// the first page of a visit leaves it where the browser puts it.

import { useEffect } from 'react'

let visiting = false

export function Arrived() {
  useEffect(() => {
    const main = document.querySelector('main')
    if (visiting && !main?.contains(document.activeElement)) {
      main?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
    }
    visiting = true
  }, [])
  return null
}
