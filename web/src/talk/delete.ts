// Delete a talk with a way back: it leaves the list at once and the fleet when the toast has gone.

import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { me } from '@/api/session'
import { erase } from '@/turn/conversations'
import { removeWithUndo } from '@/ui/undoable'

/** `here`: it is the one on the screen, which then shows a new talk. */
export function useDelete(): (conversation: string, here: boolean) => void {
  const { t } = useTranslation('talk')
  const [, go] = useLocation()
  return (conversation, here) => {
    const learner = me().sub
    removeWithUndo(conversation, t('deleted'), () => erase(learner, conversation), {
      failed: t('notDeleted'),
      undone: () => here && go(`/talk/${conversation}`),
    })
    if (here) go('/talk')
  }
}
