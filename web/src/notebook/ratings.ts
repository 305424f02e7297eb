// What the learner said of cards: kept on this device until the fleet has it, in order, each under an id of its own, so that
// nothing is lost and nothing counts twice.

import { passing } from '@/api/errors'
import { ask } from '@/api/http'
import type { Rating } from '@/api/notebook'
import { me } from '@/api/session'
import { keptStore } from '@/state/kept'
import type { Store } from '@/state/store'

export interface Said {
  card: string
  rating: Rating
  review: string
}

const boxes = new Map<string, Store<Said[]>>()

/** Ratings of this learner that are not stored yet. */
export function unsent(sub: string = me().sub): Store<Said[]> {
  let box = boxes.get(sub)
  if (!box) {
    box = keptStore(`tutorfleet.ratings.${sub}`, readSaid)
    boxes.set(sub, box)
  }
  return box
}

/** Keep a rating and send what is kept; resolves when all that can be sent now is. */
export function rate(card: string, rating: Rating): Promise<void> {
  unsent().set((now) => [...now, { card, rating, review: crypto.randomUUID() }])
  return flush()
}

/** Send what is kept, oldest first, one tab at a time. What the fleet refuses for good is dropped: its card is gone. */
export function flush(): Promise<void> {
  const box = unsent()
  return navigator.locks.request('tutorfleet.ratings', async () => {
    for (let first = box.get()[0]; first; first = box.get()[0]) {
      const { card, rating, review } = first
      try {
        await ask('POST', `/me/review/${card}`, { body: { rating, review } })
      } catch (error) {
        if (passing(error)) return
      }
      box.set((now) => now.filter((each) => each.review !== review))
    }
  })
}

addEventListener('online', () => void flush().catch(() => undefined))

export function readSaid(raw: unknown): Said[] {
  return Array.isArray(raw) ? raw.filter(isSaid) : []
}

function isSaid(value: unknown): value is Said {
  const from = value as Partial<Said> | null
  return (
    typeof from === 'object' &&
    typeof from?.card === 'string' &&
    typeof from.review === 'string' &&
    [1, 2, 3, 4].includes(from.rating ?? 0)
  )
}
