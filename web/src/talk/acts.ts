// What a learner can do with a turn; the same object for all turns of a talk.

import type { TurnView } from '@/turn/events'

export interface Acts {
  edit(view: TurnView): void
  regenerate(view: TurnView): void
  retry(view: TurnView): void
  discard(view: TurnView): void
  details(view: TurnView): void
}
