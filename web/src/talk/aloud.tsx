// Replies are read aloud as they come, for a learner who wants that: each sentence as soon as it will not change any more.

import { useEffect, useRef } from 'react'
import { hush, say } from '@/speech/speaker'
import { settings } from '@/state/settings'
import { useStore } from '@/state/store'
import { ended } from '@/turn/events'
import type { Talk } from '@/turn/talk'
import { complete, sentences } from './sentences'

/** `turn`: the one that comes, or the last one that did. */
export function Aloud({ talk, turn }: { talk: Talk; turn: string }) {
  const view = useStore(talk.turn(turn))
  const wanted = useStore(settings, ({ readAloud }) => readAloud)
  const place = useRef({ turn: '', next: 0, over: false })
  useEffect(() => {
    if (!wanted) return
    if (place.current.turn !== view.turn) place.current = { turn: view.turn, next: 0, over: false }
    if (place.current.over) return
    const over = view.spoken || ended(view)
    const { said, next } = complete(view.reply, place.current.next, over)
    if (next === place.current.next && !over) return
    place.current = { turn: view.turn, next, over }
    say(view.turn, said, !over)
  }, [view, wanted])
  useEffect(() => {
    if (!wanted) hush()
  }, [wanted])
  return null
}

export function cut(text: string): string[] {
  return sentences(text).map(({ start, end }) => text.slice(start, end))
}
