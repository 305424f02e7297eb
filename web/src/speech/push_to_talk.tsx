// Push to talk: hold it while speaking, or press it once to begin and once to end. What is heard stands in the composer, to be
// changed before it is sent. A browser that cannot listen says so when it is pressed.

import { Mic } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { settings } from '@/state/settings'
import { Button, IconButton } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { toast } from '@/ui/toasts'
import { agreed } from './agreed'
import { begun, type Dictation, heard, type Trouble } from './dictation'
import styles from './push_to_talk.module.css'
import { canListen, type Listening, listen } from './recogniser'
import { hush, voices } from './speaker'
import { accent, chosen } from './voices'

/** whoever holds the button longer than this ends by letting go, milliseconds */
const HELD_MS = 400

interface Props {
  text: string
  onText: (text: string) => void
}

export function PushToTalk({ text, onText }: Props) {
  const { t } = useTranslation('speech')
  const [asked, setAsked] = useState(false)
  const { listening, begin, end } = useDictation(text, onText)
  const held = useRef(0)
  const press = () => {
    if (listening) end()
    else if (!canListen()) toast(t('listen.unsupported'))
    else if (!agreed.get()) setAsked(true)
    else begin()
  }
  const down = () => {
    held.current = listening ? 0 : Date.now()
    if (!listening && canListen() && agreed.get()) begin()
  }
  const click = (event: { detail: number }) => {
    const since = Date.now() - held.current
    if (event.detail === 0 || !agreed.get() || !canListen()) press()
    else if (held.current === 0 || since > HELD_MS) end()
  }
  return (
    <>
      <IconButton
        icon={Mic}
        label={t(listening ? 'listen.end' : 'listen.begin')}
        aria-pressed={listening}
        className={listening ? styles.on : undefined}
        onPointerDown={(event) => event.button === 0 && down()}
        onPointerLeave={() => listening && held.current > 0 && Date.now() - held.current > HELD_MS && end()}
        onClick={click}
      />
      <span className="visually-hidden" role="status">
        {listening && t('listen.now')}
      </span>
      <Before
        open={asked}
        onClose={() => setAsked(false)}
        onYes={() => {
          agreed.set(true)
          setAsked(false)
          begin()
        }}
      />
    </>
  )
}

/** Asked once on a device: a browser may send what it hears to its maker. */
function Before({ open, onClose, onYes }: { open: boolean; onClose: () => void; onYes: () => void }) {
  const { t } = useTranslation(['speech', 'common'])
  const actions = (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <Button kind="primary" onClick={onYes}>
        {t('listen.agree')}
      </Button>
    </>
  )
  return (
    <Dialog open={open} title={t('listen.title')} onClose={onClose} actions={actions}>
      <p>{t('listen.how')}</p>
      <p>{t('listen.privacy')}</p>
    </Dialog>
  )
}

function useDictation(text: string, onText: (text: string) => void) {
  const { t } = useTranslation('speech')
  const [listening, setListening] = useState(false)
  const now = useRef({ text, onText })
  now.current = { text, onText }
  const open = useRef<Listening>(undefined)
  useEffect(() => () => open.current?.stop(), [])
  const begin = () => {
    if (open.current) return
    hush() // or it would hear the tutor
    let dictation: Dictation = begun(now.current.text)
    setListening(true)
    open.current = listen(language(), {
      heard(results) {
        dictation = heard(dictation, now.current.text, results)
        now.current.onText(dictation.shown)
      },
      ended(trouble: Trouble | null) {
        open.current = undefined
        setListening(false)
        if (trouble) toast(t(`listen.trouble.${trouble}`))
      },
    })
  }
  return { listening, begin, end: () => open.current?.stop() }
}

function language(): string {
  return accent(chosen(voices(), settings.get().voice), navigator.languages)
}
