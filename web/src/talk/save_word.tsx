// A word or phrase of a reply, selected (a double tap, a double click, Shift and arrows), can be saved with its sentence.

import { BookmarkPlus } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { saveWord } from '@/api/notebook'
import { type Found, wordIn } from '@/language/selected_word'
import { Button } from '@/ui/button'
import { toast } from '@/ui/toasts'
import styles from './save_word.module.css'

interface Shown extends Found {
  top: number
  left: number
}

/** Offered for what is selected in `[data-english]` inside `within`. */
export function SaveWord({ within }: { within: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation('talk')
  const [, go] = useLocation()
  const [shown, setShown] = useState<Shown>()
  useSelected(within, setShown)
  if (!shown) return null
  const save = async () => {
    setShown(undefined)
    getSelection()?.removeAllRanges()
    const done = await saveWord(shown.word, shown.sentence).then(
      () => true,
      () => false,
    )
    if (done) toast(t('word.saved', { word: shown.word }), { label: t('word.see'), run: () => go('/notebook') })
    else toast(t('word.failed'))
  }
  return (
    <div className={styles.offer} style={{ top: shown.top, left: shown.left }}>
      <Button small icon={BookmarkPlus} onPointerDown={(event) => event.preventDefault()} onClick={() => void save()}>
        {t('word.save', { word: shown.word })}
      </Button>
    </div>
  )
}

const SETTLED_MS = 200

function useSelected(within: RefObject<HTMLElement | null>, show: (shown: Shown | undefined) => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const look = () => show(selectedIn(within.current))
    const changed = () => {
      clearTimeout(timer)
      timer = setTimeout(look, SETTLED_MS)
    }
    const gone = () => show(undefined)
    const box = within.current
    document.addEventListener('selectionchange', changed)
    box?.addEventListener('scroll', gone, { passive: true })
    return () => {
      clearTimeout(timer)
      document.removeEventListener('selectionchange', changed)
      box?.removeEventListener('scroll', gone)
    }
  }, [within, show])
}

function selectedIn(within: HTMLElement | null): Shown | undefined {
  const selection = getSelection()
  const anchor = selection?.anchorNode
  const english = (anchor instanceof Element ? anchor : anchor?.parentElement)?.closest('[data-english]')
  if (!selection || !english || !within?.contains(english)) return undefined
  const found = wordIn(english, selection)
  const place = selection.getRangeAt(0).getBoundingClientRect()
  const half = 120 // pixels: the offer stays inside the window
  const left = Math.min(Math.max(place.left + place.width / 2, half), innerWidth - half)
  return found ? { ...found, top: place.bottom, left } : undefined
}
