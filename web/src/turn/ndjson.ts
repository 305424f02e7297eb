// A stream of bytes into events, a line each, as the lines become whole. Lines and letters may be cut anywhere; a line that is
// no event is left out and counted. Pure: knows nothing of where bytes come from.

import type { TurnEvent } from '@/api/types'

export interface Decoder {
  /** The events whose lines these bytes complete. */
  push(bytes: Uint8Array): TurnEvent[]
  /** What was left without a line's end. */
  end(): TurnEvent[]
  /** how many lines were no events */
  skipped: number
}

export function decoder(): Decoder {
  const text = new TextDecoder()
  let rest = ''
  const take = (more: string): TurnEvent[] => {
    const lines = (rest + more).split('\n')
    rest = lines.pop() ?? ''
    return lines.flatMap(read)
  }
  const read = (line: string): TurnEvent[] => {
    if (line.trim() === '') return []
    const event = parsed(line)
    if (!event) made.skipped += 1
    return event ? [event] : []
  }
  const made: Decoder = {
    skipped: 0,
    push: (bytes) => take(text.decode(bytes, { stream: true })),
    end: () => take(`${text.decode()}\n`),
  }
  return made
}

function parsed(line: string): TurnEvent | undefined {
  try {
    const event = JSON.parse(line) as TurnEvent | null
    return typeof event?.type === 'string' && Number.isInteger(event.seq) && event.seq >= 0 ? event : undefined
  } catch {
    return undefined
  }
}
