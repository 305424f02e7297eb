// What is read aloud, as a queue of sentences of one text that may still grow. Pure.

export interface Queue {
  /** the text that is read, such as a turn's id; null: nothing */
  key: string | null
  /** not begun yet */
  waiting: readonly string[]
  /** read now */
  now: string | null
  /** more sentences may come */
  open: boolean
}

export const silent: Queue = { key: null, waiting: [], now: null, open: false }

/** More of a text. Another text than the one that is read takes its place. `open`: more may come. */
export function added(queue: Queue, key: string, sentences: readonly string[], open: boolean): Queue {
  const before = queue.key === key ? queue : { ...silent, key }
  return settled({ ...before, open, waiting: [...before.waiting, ...sentences.map(spoken).filter(Boolean)] })
}

/** The next sentence is read; the one before it is over. */
export function advanced(queue: Queue): Queue {
  const [now = null, ...waiting] = queue.waiting
  return settled({ ...queue, now, waiting })
}

/** The queue is silent when all is read and nothing more comes. */
function settled(queue: Queue): Queue {
  return queue.open || queue.now !== null || queue.waiting.length > 0 ? queue : silent
}

/** A sentence as it is said: without the marks of Markdown, addresses and pictures. */
export function spoken(text: string): string {
  return text
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/^\s*(?:#{1,6}|>|[-*+]|\d+[.)])\s+/gm, '')
    .replace(/[*_`~|#]+/g, '')
    .replace(/\p{Extended_Pictographic}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}
