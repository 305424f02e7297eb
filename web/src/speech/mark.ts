// Marks the sentence that is read in the text on the page, without changing it (the browser's custom highlights). Where a browser has
// none, nothing is marked.

import { type RefObject, useEffect } from 'react'
import { useStore } from '@/state/store'
import { reading } from './speaker'

const NAME = 'reading'

/** While the text `key` is read, its sentence is marked in this element. */
export function useMark(key: string, within: RefObject<HTMLElement | null>): void {
  const sentence = useStore(reading, (queue) => (queue.key === key ? queue.now : null))
  useEffect(() => {
    if (sentence === null || !within.current || !('highlights' in CSS)) return
    const range = rangeOf(within.current, sentence)
    if (range) CSS.highlights.set(NAME, new Highlight(range))
    return () => void CSS.highlights.delete(NAME)
  }, [sentence, within])
}

/** Where a sentence stands in an element; the same words count, whatever the marks and spaces between them. */
export function rangeOf(element: HTMLElement, sentence: string): Range | undefined {
  const texts = textsIn(element)
  const found = placeOf(texts.map((each) => each.data).join('\n'), sentence)
  if (!found) return undefined
  const range = document.createRange()
  const [start, end] = [spot(texts, found[0]), spot(texts, found[1])]
  if (!start || !end) return undefined
  range.setStart(start.node, start.at)
  range.setEnd(end.node, end.at)
  return range
}

/** Where the words of a sentence begin and end in a text, in UTF-16 units. Pure. */
export function placeOf(text: string, sentence: string): [number, number] | undefined {
  const words = sentence.match(/[\p{L}\p{N}'’]+/gu) ?? []
  if (words.length === 0) return undefined
  const found = new RegExp(words.join('[^\\p{L}\\p{N}]+'), 'u').exec(text)
  return found ? [found.index, found.index + found[0].length] : undefined
}

function textsIn(element: HTMLElement): Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const found: Text[] = []
  while (walker.nextNode()) found.push(walker.currentNode as Text)
  return found
}

function spot(texts: readonly Text[], at: number): { node: Text; at: number } | undefined {
  let rest = at
  for (const node of texts) {
    if (rest <= node.length) return { node, at: rest }
    rest -= node.length + 1 // the line break between two of them
  }
  return undefined
}
