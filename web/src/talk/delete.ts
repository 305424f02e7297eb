// Delete a talk with a way back: it leaves the list at once and the fleet when the toast has gone.

import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { removeSoon } from '@/turn/conversations'
import { SHOWN_MS, toast } from '@/ui/toasts'

/** `here`: it is the one on the screen, which then shows a new talk. */
export function useDelete(): (conversation: string, here: boolean) => void {
  const { t } = useTranslation(['talk', 'common'])
  const [, go] = useLocation()
  return (conversation, here) => {
    const { undo } = removeSoon(conversation, SHOWN_MS, () => toast(t('notDeleted')))
    if (here) go('/talk')
    toast(t('deleted'), {
      label: t('undo', { ns: 'common' }),
      run: () => {
        undo()
        if (here) go(`/talk/${conversation}`)
      },
    })
  }
}
