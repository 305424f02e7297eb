// How a page reads turns. A component that reads one turn renders for that turn only.
//
//   const talk = useTalk(id)                    loads it, follows what runs, sends what is owed
//   const items = useStore(talk.items)          what is shown, oldest first
//   const status = useStore(talk.status)        loading, new, running, older ...
//   const view = useTurn(talk, item.id)         one turn; at most one change a frame
//   const [draft, setDraft] = useDraft(talk)    the composer
//   talk.send(text, {replaces?, scenario?})

import { useEffect, useMemo } from 'react'
import { session } from '@/api/session'
import { useStore } from '@/state/store'
import { type Engine, engine } from './engine'
import type { TurnView } from './events'
import type { Talk } from './talk'
import { whenBack } from './waits'

let current: Engine | undefined

/** The engine of the learner who is signed in. Call it only where somebody is. */
export function engineOf(learner: string): Engine {
  if (current?.learner === learner) return current
  current?.close()
  current = engine(learner)
  return current
}

/** Begin to send what an earlier page left unsent, and end with the session. Answers with how to end it. */
export function keepSending(): () => void {
  const look = () => {
    const now = session.get()
    if (now.state === 'in') engineOf(now.user.sub)
    else if (now.state === 'out') {
      current?.close()
      current = undefined
    }
  }
  look()
  return session.subscribe(look)
}

export function useTalk(conversation: string): Talk {
  const learner = useStore(session, (now) => ('user' in now ? now.user.sub : ''))
  const talk = useMemo(() => engineOf(learner).talk(conversation), [learner, conversation])
  useEffect(() => {
    const look = () => void engineOf(learner).talk(conversation)
    look()
    return whenBack(look) // another device may have gone on with it
  }, [learner, conversation])
  return talk
}

export function useTurn(talk: Talk, turn: string): TurnView {
  return useStore(talk.turn(turn))
}

export function useDraft(talk: Talk): [string, (text: string) => void] {
  return [useStore(talk.draft), talk.draft.set]
}
