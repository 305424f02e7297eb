// The turns of a talk, oldest first, in a box of its own that scrolls: it follows new words only for a reader who is at the end,
// and asks for older pages before the reader reaches the beginning. Of all turns only the one that streams renders, and of a long
// talk only the end stands on the page, more of it as the reader goes up.

import { ArrowDown } from 'lucide-react'
import { memo, type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '@/state/store'
import { ended } from '@/turn/events'
import type { Item } from '@/turn/history'
import type { Talk } from '@/turn/talk'
import { Button } from '@/ui/button'
import { Waiting } from '@/ui/waiting'
import type { Acts } from './acts'
import { Aloud } from './aloud'
import { type Leaf, leaves } from './leaves'
import { Live } from './live'
import { Plain } from './plain'
import { SaveWord } from './save_word'
import { useSticky } from './scroll'
import styles from './thread.module.css'
import { Turn } from './turn'

/** leaves that stand on the page until the reader goes up */
const SHOWN = 2

interface Props {
  talk: Talk
  items: Item[]
  acts: Acts
  /** above all turns, such as the first line of a scene */
  before?: ReactNode
  children: ReactNode
}

export function Thread({ talk, items, acts, before, children }: Props) {
  const { t } = useTranslation('talk')
  const running = useStore(talk.running)
  const { scroller, content, away, toBottom } = useSticky(talk.id, items.length > 0, running !== null)
  useToOwn(items, toBottom)
  const all = useLeaves(items)
  const [shown, more] = useEnd(all, items)
  const heard = useRef(running) // it stays when the reply has ended, so that its last sentence is heard
  if (running !== null) heard.current = running
  const lastTurn = items.findLast((item) => item.kind === 'turn')?.id
  return (
    <div className={styles.frame}>
      <div ref={scroller} className={styles.scroller} tabIndex={0} role="region" aria-label={t('messages')}>
        <div ref={content} className={styles.content}>
          <Older talk={talk} scroller={scroller} first={shown[0]?.items[0]?.id} more={more} />
          {more ? null : before}
          <Leaves talk={talk} leaves={shown} lastTurn={lastTurn} acts={acts} />
          {children}
        </div>
      </div>
      <Live talk={talk} turn={heard.current} />
      {heard.current && <Aloud talk={talk} turn={heard.current} />}
      <SaveWord within={scroller} />
      {away && <Newest talk={talk} items={items} onGo={() => toBottom(true)} />}
    </div>
  )
}

/** The turns that are shown; a key that is pressed in the composer costs them nothing. */
const Leaves = memo(function Leaves(props: { talk: Talk; leaves: Leaf[]; lastTurn: string | undefined; acts: Acts }) {
  const { talk, leaves, lastTurn, acts } = props
  return leaves.map((leaf) => (
    <div key={leaf.key}>
      {leaf.items.map((item) =>
        item.kind === 'turn' ? (
          <TurnHere key={item.id} talk={talk} id={item.id} last={item.id === lastTurn} acts={acts} />
        ) : (
          <Plain key={item.id} message={item} />
        ),
      )}
    </div>
  ))
})

function useLeaves(items: Item[]): Leaf[] {
  const before = useRef<Leaf[]>([])
  before.current = useMemo(() => leaves(before.current, items), [items])
  return before.current
}

/** The last leaves of a talk, and how to show one more where there are: what a learner sends brings them back to the end of it. */
function useEnd(all: Leaf[], items: Item[]): [Leaf[], (() => void) | undefined] {
  const [count, setCount] = useState(SHOWN)
  const newest = items.at(-1)?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every new turn the page is as small as at the beginning
  useEffect(() => setCount(SHOWN), [newest])
  const shown = useMemo(() => all.slice(-count), [all, count])
  const more = useCallback(() => setCount((now) => now + 1), [])
  return [shown, shown.length < all.length ? more : undefined]
}

const TurnHere = memo(function TurnHere(props: { talk: Talk; id: string; last: boolean; acts: Acts }) {
  const view = useStore(props.talk.turn(props.id))
  return <Turn view={view} last={props.last} acts={props.acts} />
})

/** The button that leads to the newest words, with how many messages came since the reader left the end. */
function Newest({ talk, items, onGo }: { talk: Talk; items: Item[]; onGo: () => void }) {
  const { t } = useTranslation('talk')
  const [since] = useState(() => wholeMessages(talk, items))
  useStore(talk.status)
  const count = Math.max(0, wholeMessages(talk, items) - since)
  return (
    <div className={styles.newest}>
      <Button small icon={ArrowDown} onClick={onGo}>
        {count > 0 ? t('newestCount', { count }) : t('newest', { ns: 'common' })}
      </Button>
    </div>
  )
}

/** Messages that are whole: each turn's own, and its reply. */
function wholeMessages(talk: Talk, items: Item[]): number {
  return items.reduce((sum, item) => sum + (item.kind === 'turn' && ended(talk.turn(item.id).get()) ? 2 : 1), 0)
}

/** What the learner just sent is shown, wherever the page was. */
function useToOwn(items: Item[], toBottom: () => void): void {
  const newest = items.at(-1)?.id
  const before = useRef(newest)
  useEffect(() => {
    if (before.current !== newest) toBottom()
    before.current = newest
  }, [newest, toBottom])
}

interface Above {
  talk: Talk
  scroller: { current: HTMLElement | null }
  first: string | undefined
  more: (() => void) | undefined
}

/** Shows more of what is there, or asks for the page before, as the reader comes near the beginning; what is read stays where it is. */
function Older({ talk, scroller, first, more }: Above) {
  const { older, loadingOlder } = useStore(talk.status)
  const mark = useRef<HTMLDivElement>(null)
  useKeptPlace(scroller, first)
  // biome-ignore lint/correctness/useExhaustiveDependencies: who is still near after some more is shown wants the next, too
  useEffect(() => {
    if (!(more || (older && !loadingOlder)) || !mark.current) return
    const ask = more ?? (() => void talk.older())
    const near = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && ask(), {
      root: scroller.current,
      rootMargin: '600px 0px 0px',
    })
    near.observe(mark.current)
    return () => near.disconnect()
  }, [talk, older, loadingOlder, scroller, more, first])
  return <div ref={mark}>{loadingOlder && <Waiting />}</div>
}

/** Browsers keep the place when something comes above it, but not at the very top. */
function useKeptPlace(scroller: { current: HTMLElement | null }, first: string | undefined): void {
  const before = useRef({ first, height: 0 })
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const { first: was, height } = before.current
    if (was !== undefined && first !== was && box.scrollTop < 1) box.scrollTop = box.scrollHeight - height
    before.current = { first, height: box.scrollHeight }
  })
}
