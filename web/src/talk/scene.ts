// A talk that begins as a scenario names it in its address: /talk/{id}?scenario=hotel&level=A2.

import { useSearch } from 'wouter'
import type { Scene } from '@/turn/outbox'

export function useSceneOfAddress(): Scene | undefined {
  return readScene(useSearch())
}

export function readScene(search: string): Scene | undefined {
  const from = new URLSearchParams(search)
  const [id, level] = [from.get('scenario'), from.get('level')]
  return id && level ? { id, level } : undefined
}
