// Reading aloud with the browser's own voices: a sentence at a time (long texts fall silent in some browsers), in the learner's voice
// and rate. `reading` says what is read now, so that a page can mark it. The edge of this folder towards the loudspeaker.

import { useSyncExternalStore } from 'react'
import { settings } from '@/state/settings'
import { createStore } from '@/state/store'
import { added, advanced, type Queue, silent } from './queue'
import { chosen } from './voices'

export const reading = createStore<Queue>(silent)

/** what takes a breath: browsers that load voices late have them by then, milliseconds */
const VOICES_MS = 1_500

export function canSpeak(): boolean {
  return 'speechSynthesis' in globalThis
}

/** More of a text is read; another text than the one that is read now takes its place. `open`: more may come. */
export function say(key: string, sentences: readonly string[], open: boolean): void {
  if (!canSpeak()) return
  if (reading.get().key !== key) hush()
  reading.set((now) => added(now, key, sentences, open))
  if (reading.get().now === null) next()
}

export function hush(): void {
  reading.set(silent)
  current = undefined
  if (canSpeak()) speechSynthesis.cancel()
}

/** Whether some voice reads English; waits a moment for browsers that load their voices late. */
export async function hasVoice(): Promise<boolean> {
  if (!canSpeak()) return false
  if (chosen(speechSynthesis.getVoices(), null)) return true
  await new Promise((resolve) => {
    speechSynthesis.addEventListener('voiceschanged', resolve, { once: true })
    setTimeout(resolve, VOICES_MS)
  })
  return chosen(speechSynthesis.getVoices(), null) !== undefined
}

export function useVoices(): readonly SpeechSynthesisVoice[] {
  return useSyncExternalStore(listenToVoices, voices)
}

// Chromium forgets an utterance that nobody holds, and then never says that it has ended.
let current: SpeechSynthesisUtterance | undefined

function next(): void {
  reading.set(advanced)
  const { now } = reading.get()
  if (now === null) return
  const utterance = new SpeechSynthesisUtterance(now)
  const { voice, rate } = settings.get()
  const found = chosen(speechSynthesis.getVoices(), voice)
  if (found) utterance.voice = found
  utterance.lang = found?.lang ?? 'en-US'
  utterance.rate = rate
  utterance.onend = () => current === utterance && next()
  utterance.onerror = () => current === utterance && hush()
  current = utterance
  speechSynthesis.speak(utterance)
}

let known: readonly SpeechSynthesisVoice[] = []

/** All that the browser has now: the same list while its voices are the same, as React wants it. */
export function voices(): readonly SpeechSynthesisVoice[] {
  const now = canSpeak() ? speechSynthesis.getVoices() : []
  if (now.length !== known.length || now.some((voice, at) => voice.voiceURI !== known[at]?.voiceURI)) known = now
  return known
}

function listenToVoices(changed: () => void): () => void {
  if (!canSpeak()) return () => undefined
  speechSynthesis.addEventListener('voiceschanged', changed)
  return () => speechSynthesis.removeEventListener('voiceschanged', changed)
}
