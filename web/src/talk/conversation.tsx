// One conversation on the screen: its header, its turns, and where the learner writes. Which turn is edited and which one's details
// are open is this component's; everything that must survive is the talk's (turn/talk.ts).

import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { me } from '@/api/session'
import { PushToTalk } from '@/speech/push_to_talk'
import { hush } from '@/speech/speaker'
import { useStore } from '@/state/store'
import type { TurnView } from '@/turn/events'
import { began } from '@/turn/fresh'
import type { Item } from '@/turn/history'
import { useTalk } from '@/turn/hooks'
import type { Talk } from '@/turn/talk'
import { later } from '@/ui/later'
import { Failure } from '@/ui/parts'
import { useShortcut } from '@/ui/shortcuts'
import { Waiting } from '@/ui/waiting'
import type { Acts } from './acts'
import { Composer } from './composer'
import styles from './conversation.module.css'
import { useEdited } from './edited'
import { Header } from './header'
import { untouched } from './openers'
import { withPhrase } from './phrases'
import { Returned } from './returned'
import { useSceneOfAddress } from './scene'
import { useScene } from './scene_of'
import { Opening, Over, Phrases } from './scene_parts'
import { SceneStrip } from './scene_strip'
import { Start } from './start'
import { Thread } from './thread'

const Details = later(() => import('./details'))

/** `fresh`: it has not begun, by all that this device knows, so nobody waits until the fleet has said so. */
export function Conversation({ id, fresh, onList }: { id: string; fresh: boolean; onList: () => void }) {
  const talk = useTalk(id)
  const status = useStore(talk.status)
  const loading = status.state === 'loading' && !fresh
  const items = useStore(talk.items)
  const running = useStore(talk.running)
  const box = useRef<HTMLTextAreaElement>(null)
  const [details, setDetails] = useState<string>()
  const writing = useWriting(talk, items, box)
  const acts = useActs(talk, writing.edit, setDetails)
  const scene = useScene(talk)
  useKeys(talk, box, running)
  useEffect(() => hush, [])
  return (
    <section className={styles.conversation} data-state={status.state}>
      <Header talk={talk} onList={onList} />
      {scene && <SceneStrip talk={talk} scene={scene} />}
      {loading && <Waiting />}
      {status.state === 'failed' && (
        <div className={styles.failure}>
          <Failure error={status.trouble} onRetry={() => void talk.reload()} />
        </div>
      )}
      {!loading && status.state !== 'failed' && (
        <Thread talk={talk} items={items} acts={acts} before={scene && <Opening talk={talk} scene={scene} />}>
          {items.length === 0 && !scene && <Start onBegin={writing.begin} />}
          {scene && <Over talk={talk} />}
        </Thread>
      )}
      <div className={styles.foot} id="composer">
        <Returned status={status} />
        {scene && <Phrases talk={talk} scene={scene} onUse={writing.phrase} />}
        <Written talk={talk} edited={writing.edited}>
          {(text) => (
            <Composer
              box={box}
              text={text}
              onText={writing.setText}
              onSend={writing.send}
              onStop={running === null ? undefined : () => talk.stop(running)}
              onUp={() => last(talk, items) && writing.edit(last(talk, items) as TurnView)}
              editing={writing.editing}
              onCancelEdit={writing.cancel}
            >
              <PushToTalk text={text} onText={writing.setText} />
            </Composer>
          )}
        </Written>
      </div>
      {details && <Details talk={talk} turn={details} onClose={() => setDetails(undefined)} />}
    </section>
  )
}

/** The composer's text: the talk's draft, or while an earlier message is changed that message. A key costs only what stands here. */
function Written(props: { talk: Talk; edited: string | undefined; children: (text: string) => ReactNode }) {
  const draft = useStore(props.talk.draft)
  return props.children(props.edited ?? draft)
}

/** What can be done with the composer's text. */
function useWriting(talk: Talk, items: Item[], box: { current: HTMLTextAreaElement | null }) {
  const [path, go] = useLocation()
  const scene = useSceneOfAddress()
  const [edited, setEdited] = useEdited(talk.id)
  const focus = () => requestAnimationFrame(() => atEnd(box.current))
  const edit = useCallback(
    (view: TurnView) => {
      if (view.state === 'unsent') talk.takeBack(view.turn)
      else setEdited({ turn: view.turn, text: view.text })
      requestAnimationFrame(() => atEnd(box.current))
    },
    [talk, box, setEdited],
  )
  const send = () => {
    const sent = edited
      ? resend(talk, edited)
      : talk.send(talk.draft.get(), scene && items.length === 0 ? { scenario: scene } : {})
    if (sent === null) return
    setEdited(undefined)
    began(me().sub, talk.id)
    if (path !== `/talk/${talk.id}`) go(`/talk/${talk.id}`, { replace: true })
  }
  return {
    edited: edited?.text,
    setText: (text: string) => (edited ? setEdited({ ...edited, text }) : talk.draft.set(text)),
    send,
    edit,
    phrase: (phrase: string) => {
      const whole = withPhrase(edited ? edited.text : talk.draft.get(), phrase)
      if (edited) setEdited({ ...edited, text: whole })
      else talk.draft.set(whole)
      focus()
    },
    editing: edited && { later: following(items, edited.turn) },
    cancel: () => {
      setEdited(undefined)
      focus()
    },
    begin: (beginning: string) => {
      if (untouched(talk.draft.get())) talk.draft.set(beginning)
      focus()
    },
  }
}

/** The draft of a new message stays while an old one is sent again: `send` empties it. */
function resend(talk: Talk, { turn, text }: { turn: string; text: string }): string | null {
  const kept = talk.draft.get()
  const sent = talk.send(text, { replaces: turn })
  talk.draft.set(kept)
  return sent
}

function useActs(talk: Talk, edit: Acts['edit'], open: (turn: string) => void): Acts {
  return useMemo(
    () => ({
      edit,
      details: (view) => open(view.turn),
      regenerate: (view) => void resend(talk, view),
      retry: (view) => talk.retry(view.turn),
      discard: (view) => talk.discard(view.turn),
    }),
    [talk, edit, open],
  )
}

function useKeys(talk: Talk, box: { current: HTMLTextAreaElement | null }, running: string | null): void {
  useShortcut('write', () => atEnd(box.current))
  useShortcut('stop', running === null ? undefined : () => talk.stop(running))
  useShortcut('corrections', () => {
    const all = document.querySelectorAll<HTMLElement>('[data-corrections]')
    all[all.length - 1]?.focus()
  })
  useShortcut('readAloud', () => {
    const all = document.querySelectorAll<HTMLElement>('[data-aloud]')
    all[all.length - 1]?.click()
  })
}

function last(talk: Talk, items: Item[]): TurnView | undefined {
  const item = items.findLast((each) => each.kind === 'turn')
  return item && talk.turn(item.id).get()
}

function following(items: Item[], turn: string): number {
  const at = items.findIndex((item) => item.id === turn)
  return at < 0 ? 0 : items.length - at - 1
}

function atEnd(area: HTMLTextAreaElement | null): void {
  area?.focus()
  area?.setSelectionRange(area.value.length, area.value.length)
}
