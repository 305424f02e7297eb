// Sticky scrolling: at the bottom, new words are followed; whoever scrolls up stays where they read. `away` says that newer
// words are below. Never moves the page against the reader: only a reader who is at the bottom is moved.

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

/** `key`: another talk begins at its bottom. `on`: there are words to follow; without, the page stands at its top. */
export function useSticky(key: string, on: boolean): Sticky {
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
  useEffect(() => {
    const box = scroller.current
    const inner = content.current
    if (!box || !inner || !on) return
    return follow(box, inner, stuck, settle)
  }, [settle, on])
  return { scroller, content, away, toBottom }
}

function follow(box: HTMLElement, inner: HTMLElement, stuck: { current: boolean }, settle: (stuck: boolean) => void) {
  let last = box.scrollTop
  const scrolled = () => {
    const near = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
    const up = box.scrollTop < last - 1
    last = box.scrollTop
    if (near !== stuck.current && (near || up)) settle(near)
  }
  const grown = new ResizeObserver(() => {
    if (stuck.current) box.scrollTop = box.scrollHeight
  })
  box.addEventListener('scroll', scrolled, { passive: true })
  grown.observe(inner)
  grown.observe(box)
  return () => {
    box.removeEventListener('scroll', scrolled)
    grown.disconnect()
  }
}
