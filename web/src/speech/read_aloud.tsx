// Reads a text of the page aloud, or ends it. Where no voice can read English it says what is missing.

import { Square, Volume2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from '@/state/store'
import { IconButton } from '@/ui/button'
import { toast } from '@/ui/toasts'
import { canSpeak, hasVoice, hush, reading, say } from './speaker'

/** `sentences`: cut when it is pressed, not before. */
export function ReadAloud({ id, sentences }: { id: string; sentences: () => string[] }) {
  const { t } = useTranslation('speech')
  const on = useStore(reading, (queue) => queue.key === id)
  const press = async () => {
    if (on) return hush()
    if (await hasVoice()) say(id, sentences(), false)
    else toast(t(canSpeak() ? 'aloud.noVoice' : 'aloud.unsupported'))
  }
  return (
    <IconButton
      small
      icon={on ? Square : Volume2}
      label={t(on ? 'aloud.stop' : 'aloud.read')}
      aria-pressed={on}
      data-aloud // by which the keyboard finds the last one
      onClick={() => void press()}
    />
  )
}
