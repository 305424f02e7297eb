// One conversation of one learner: what the page reads of it, and what it may ask of it. The work is engine.ts's.

import type { Store } from '@/state/store'
import type { TurnView } from './events'
import type { Item } from './history'
import type { Scene } from './outbox'

export interface Status {
  /** `new`: the fleet has no such conversation yet; `failed`: it could not be loaded, see `trouble` */
  state: 'loading' | 'new' | 'ready' | 'failed'
  title: string
  scenario: Scene | null
  /** there are older turns: `older()` */
  older: boolean
  loadingOlder: boolean
  trouble: unknown
  /** a text that the fleet refused and that lies in the composer again, with the reason */
  returned: { status: number; message: string } | null
}

export interface Options {
  /** an ended turn: it and all after it go when this one is stored */
  replaces?: string
  /** with the first turn of a conversation */
  scenario?: Scene
}

export interface Talk {
  readonly id: string
  /** what is shown, oldest first: changes only as items come and go */
  readonly items: Store<Item[]>
  readonly status: Store<Status>
  /** the turn that is on its way or answered now: there is something to stop */
  readonly running: Store<string | null>
  /** what stands in the composer; write it at every input */
  readonly draft: Store<string>
  /** a turn's view; changes at most once a frame */
  turn(id: string): Store<TurnView>
  /** Queue a text and empty the draft. The new turn's id; null for a text without words. */
  send(text: string, options?: Options): string | null
  /** Stop a reply and keep what came. */
  stop(turn: string): void
  /** Ask again now: an unsent turn is sent, a failed one is made anew in its place. */
  retry(turn: string): void
  /** Let an unsent turn go. */
  discard(turn: string): void
  /** Let an unsent turn go, its text back to the composer. */
  takeBack(turn: string): void
  /** Load the page before. */
  older(): Promise<void>
  /** Ask the fleet again what is there. */
  reload(): Promise<void>
  /** Load what a listed turn does not have: the texts of its memories. */
  details(turn: string): Promise<void>
}
