// What screen readers hear while a turn comes: how many corrections there are, then the reply a sentence at a time (not a word at
// a time), and each once.

import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '@/state/store'
import type { TurnView } from '@/turn/events'
import type { Talk } from '@/turn/talk'
import { complete } from './sentences'

/** sentences that stay in the page; what was said is not said again */
const KEPT = 8

interface Said {
  key: string
  text: string
  english: boolean
}

/** The place itself is always there: what is added to a place that is new is not heard. */
export function Live({ talk, turn }: { talk: Talk; turn: string | null }) {
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-relevant="additions">
      {turn && <Lines talk={talk} turn={turn} />}
    </div>
  )
}

function Lines({ talk, turn }: { talk: Talk; turn: string }) {
  const { i18n } = useTranslation()
  const said = useSaid(useStore(talk.turn(turn)))
  return said.map(({ key, text, english }) => (
    <p key={key} lang={english ? 'en' : i18n.language}>
      {text}
    </p>
  ))
}

function useSaid(view: TurnView): Said[] {
  const { t } = useTranslation('talk')
  const [said, setSaid] = useState<Said[]>([])
  const place = useRef({ turn: '', next: 0, counted: false })
  useEffect(() => {
    if (place.current.turn !== view.turn) place.current = { turn: view.turn, next: 0, counted: false }
    const { next, counted } = place.current
    const found = complete(view.reply, next, view.spoken)
    const edits = counted ? 0 : (view.corrections?.edits.length ?? 0)
    place.current = { turn: view.turn, next: found.next, counted: counted || view.corrections !== null }
    const more: Said[] = found.said.map((text, at) => ({
      key: `${view.turn}-${next}-${at}`,
      text: bare(text),
      english: true,
    }))
    if (edits > 0) more.unshift({ key: `${view.turn}-edits`, text: t('heard', { count: edits }), english: false })
    if (more.length > 0) setSaid((now) => [...now, ...more].slice(-KEPT))
  }, [view, t])
  return said
}

/** Without the marks of Markdown. */
function bare(text: string): string {
  return text.replace(/[*_`#>]+/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
}
