// What screen readers hear of a reply while it comes: a sentence at a time, not a word at a time, and each once.

import { useEffect, useRef, useState } from 'react'
import type { TurnView } from '@/turn/events'
import { complete } from './sentences'

const KEPT = 8

/** `view`: the turn that streams, if one does. Sentences of a turn that was already finished are not said. */
export function Live({ view }: { view: TurnView | undefined }) {
  const [said, setSaid] = useState<{ key: string; text: string }[]>([])
  const place = useRef({ turn: '', next: 0 })
  useEffect(() => {
    if (!view) return
    if (place.current.turn !== view.turn) place.current = { turn: view.turn, next: 0 }
    const { next } = place.current
    const found = complete(view.reply, next, view.spoken)
    if (found.next === next) return
    place.current.next = found.next
    const more = found.said.map((text, at) => ({ key: `${view.turn}-${next}-${at}`, text: plain(text) }))
    setSaid((now) => [...now, ...more].slice(-KEPT))
  }, [view])
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-relevant="additions" lang="en">
      {said.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  )
}

/** Without the marks of Markdown. */
function plain(text: string): string {
  return text.replace(/[*_`#>]+/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
}
