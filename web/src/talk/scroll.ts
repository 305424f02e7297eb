// Sticky scrolling: at the bottom, new words are followed; whoever scrolls up stays where they read. `away` says that newer
// words are below. Never moves the page against the reader: only a reader who is at the bottom is moved, and only by what the
// tutor does (`busy`); what the reader opens on the page grows where it is.

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

/** pixels from the bottom that still count as the bottom */
const NEAR = 60

export interface Sticky {
  scroller: RefObject<HTMLDivElement | null>
  content: RefObject<HTMLDivElement | null>
  away: boolean
  /** To the newest words; from then on they are followed. */
  toBottom(smooth?: boolean): void
}

/** what still moves after a reply has ended, or as a talk is opened, milliseconds */
const AFTER_MS = 1_000

/** `key`: another talk begins at its bottom. `on`: there are words to follow; without, the page stands at its top.
 * `busy`: a reply comes. */
export function useSticky(key: string, on: boolean, busy: boolean): Sticky {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const stuck = useRef(true)
  const [away, setAway] = useState(false)
  const settle = useCallback((now: boolean) => {
    stuck.current = now
    setAway(!now)
  }, [])
  const toBottom = useCallback(
    (smooth = false) => {
      settle(true)
      const box = scroller.current
      box?.scrollTo({ top: box.scrollHeight, behavior: smooth ? 'smooth' : 'instant' })
    },
    [settle],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another talk begins at its bottom
  useEffect(() => {
    if (on) toBottom()
  }, [key, on, toBottom])
  const until = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another talk counts as busy for a moment
  useEffect(() => {
    until.current = busy ? Number.POSITIVE_INFINITY : performance.now() + AFTER_MS
  }, [busy, key])
  useEffect(() => {
    const box = scroller.current
    const inner = content.current
    if (!box || !inner || !on) return
    return follow(box, inner, stuck, () => performance.now() < until.current, settle)
  }, [settle, on])
  return { scroller, content, away, toBottom }
}

function follow(
  box: HTMLElement,
  inner: HTMLElement,
  stuck: { current: boolean },
  moving: () => boolean,
  settle: (stuck: boolean) => void,
) {
  let last = box.scrollTop
  const scrolled = () => {
    const near = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
    const up = box.scrollTop < last - 1
    last = box.scrollTop
    if (near !== stuck.current && (near || up)) settle(near)
  }
  const grown = new ResizeObserver(() => {
    if (stuck.current && moving()) box.scrollTop = box.scrollHeight
  })
  box.addEventListener('scroll', scrolled, { passive: true })
  grown.observe(inner)
  grown.observe(box)
  return () => {
    box.removeEventListener('scroll', scrolled)
    grown.disconnect()
  }
}
