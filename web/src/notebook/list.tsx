// A list in pages: waiting, empty, failed, and more on demand; what is on its way out is left out.

import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { usePaged } from '@/api/paged'
import { useStore } from '@/state/store'
import { Button } from '@/ui/button'
import { Failure } from '@/ui/parts'
import { leaving } from '@/ui/undoable'
import { Waiting } from '@/ui/waiting'
import styles from './entries.module.css'

export function List<T extends { id: string }>({
  pages,
  empty,
  children,
}: {
  pages: ReturnType<typeof usePaged<T>>
  empty: ReactNode
  children: (item: T) => ReactNode
}) {
  const { t } = useTranslation('notebook')
  const away = useStore(leaving)
  const shown = pages.items?.filter((item) => !away.has(item.id))
  return (
    <>
      {pages.isPending && <Waiting />}
      {pages.isError && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {shown && (shown.length ? <ul className={styles.list}>{shown.map(children)}</ul> : empty)}
      {pages.hasNextPage && (
        <Button busy={pages.isFetchingNextPage} onClick={pages.more}>
          {t('older')}
        </Button>
      )}
    </>
  )
}
