// What to do after a talk, the most useful first. Pure.

import { fitting } from '@/scene/fit'
import { PLACEMENT } from '@/scene/placement'
import type { Scene } from '@/turn/outbox'
import type { Summary } from './summarise'

export type Kind = 'review' | 'start' | 'harder' | 'sameAgain' | 'others' | 'talk' | 'progress'

export interface Step {
  kind: Kind
  href: string
  level?: string
}

interface Known {
  facts: Pick<Summary, 'corrections' | 'sentences' | 'right'>
  /** null: an ordinary talk */
  scene: Scene | null
  /** the lower end of the learner's range */
  level: string | undefined
  /** of the scene that was played */
  levels: readonly string[]
  /** levels of the scenario that a new learner begins with; undefined where there is none */
  start: readonly string[] | undefined
}

/** as much of a talk must have been right for a harder one to be offered */
const READY = 0.8

export function nextSteps(known: Known): Step[] {
  const { facts, scene } = known
  const review: Step[] = facts.corrections.length > 0 ? [{ kind: 'review', href: '/notebook/review' }] : []
  if (!scene) return [...review, { kind: 'others', href: '/scenarios' }, { kind: 'progress', href: '/progress' }]
  if (scene.id === PLACEMENT) return [...begin(known), ...review, { kind: 'talk', href: '/talk' }]
  return [...review, again(known, scene), { kind: 'others', href: '/scenarios' }, { kind: 'talk', href: '/talk' }]
}

function begin({ level, start }: Known): Step[] {
  if (!start) return [{ kind: 'others', href: '/scenarios' }]
  const fits = fitting(start, level)
  return [{ kind: 'start', href: `/scenarios/small-talk?level=${fits}`, level: fits }]
}

function again({ facts, levels }: Known, scene: Scene): Step {
  const next = levels[levels.indexOf(scene.level) + 1]
  const at = (level: string) => `/scenarios/${scene.id}?level=${level}`
  if (next && levels.includes(scene.level) && facts.right / facts.sentences >= READY)
    return { kind: 'harder', href: at(next), level: next }
  return { kind: 'sameAgain', href: at(scene.level) }
}
