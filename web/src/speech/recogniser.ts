// The browser's speech recognition, behind one function. Some browsers recognise on the device, others send the sound to their
// maker; our fleet never gets it. The edge of this folder towards the microphone.

import { type Heard, type Trouble, troubleOf } from './dictation'

export interface Listening {
  /** What was said so far is heard to its end. */
  stop(): void
}

export interface Listener {
  heard(results: Heard[]): void
  /** once; null where nothing went wrong */
  ended(trouble: Trouble | null): void
}

interface Result {
  readonly isFinal: boolean
  readonly [at: number]: { readonly transcript: string } | undefined
}

interface Recogniser {
  lang: string
  continuous: boolean
  interimResults: boolean
  onresult: ((event: { results: ArrayLike<Result> }) => void) | null
  onerror: ((event: { error: string }) => void) | null
  onend: (() => void) | null
  start(): void
  stop(): void
  abort(): void
}

type Maker = new () => Recogniser

export function canListen(): boolean {
  return maker() !== undefined
}

/** Begin to listen; undefined where the browser cannot. `language` as in BCP 47. */
export function listen(language: string, { heard, ended }: Listener): Listening | undefined {
  const Made = maker()
  if (!Made) return undefined
  const recogniser = new Made()
  let trouble: Trouble | null = null
  recogniser.lang = language
  recogniser.continuous = true
  recogniser.interimResults = true
  recogniser.onresult = ({ results }) => heard(Array.from(results, read))
  recogniser.onerror = ({ error }) => {
    trouble = troubleOf(error)
  }
  recogniser.onend = () => ended(trouble)
  try {
    recogniser.start()
  } catch {
    ended('other')
  }
  return { stop: () => recogniser.stop() }
}

function read(result: Result): Heard {
  return { text: result[0]?.transcript ?? '', final: result.isFinal }
}

function maker(): Maker | undefined {
  const here = globalThis as { SpeechRecognition?: Maker; webkitSpeechRecognition?: Maker }
  return here.SpeechRecognition ?? here.webkitSpeechRecognition
}
