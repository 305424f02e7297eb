// What is selected in an element, cut to one word or phrase, with its sentence: what a learner may want in the notebook.

export interface Found {
  word: string
  sentence: string
}

const LONGEST_WORD = 60
const LONGEST_SENTENCE = 1_000

/** The selected words of this element and the sentence around them; null if nothing fit for a notebook is selected. */
export function wordIn(element: Element, selection: Selection | null = getSelection()): Found | null {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null
  const range = selection.getRangeAt(0)
  if (!element.contains(range.commonAncestorContainer)) return null
  const before = document.createRange()
  before.selectNodeContents(element)
  before.setEnd(range.startContainer, range.startOffset)
  return foundAt(element.textContent ?? '', before.toString().length, selection.toString())
}

/** The same of a text: `at` is where the selection begins. Pure. */
export function foundAt(text: string, at: number, selected: string): Found | null {
  const word = selected.trim().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
  if (!word || word.length > LONGEST_WORD || /[.!?\n]/.test(word)) return null
  return { word, sentence: sentenceAt(text, at).slice(0, LONGEST_SENTENCE) }
}

function sentenceAt(text: string, at: number): string {
  const sentences = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)]
  const found = sentences.find(({ index, segment }) => at >= index && at < index + segment.length)
  return (found?.segment ?? text).trim()
}
