// What the tutor remembers of the learner, and uses; each thing can be forgotten.

import { Brain, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { forget, keys, type Remembered } from '@/api/notebook'
import { usePaged } from '@/api/paged'
import { useNames } from '@/language/names'
import { IconButton } from '@/ui/button'
import { Chip, Empty } from '@/ui/parts'
import { removeWithUndo } from '@/ui/undoable'
import styles from './entries.module.css'
import { List } from './list'

export function Memories() {
  const { t } = useTranslation('notebook')
  const memories = usePaged<Remembered>(keys.memories, '/me/memories?limit=50')
  return (
    <div className={styles.section}>
      <p className={styles.reason}>{t('memoriesLead')}</p>
      <List pages={memories} empty={<Empty icon={Brain} title={t('noMemories')} text={t('noMemoriesMore')} />}>
        {(memory) => <Entry key={memory.id} memory={memory} />}
      </List>
    </div>
  )
}

function Entry({ memory }: { memory: Remembered }) {
  const { t, i18n } = useTranslation('notebook')
  const names = useNames()
  const at = new Date(memory.at).toLocaleDateString(i18n.language, { day: 'numeric', month: 'short', year: 'numeric' })
  return (
    <li className={styles.entry}>
      <div>
        <p className={styles.sentence} lang="en">
          {memory.text}
        </p>
        <p className={styles.about}>
          {memory.category && <Chip>{names.category(memory.category)}</Chip>}
          <span>{at}</span>
        </p>
      </div>
      <IconButton
        icon={Trash2}
        label={t('forget', { text: memory.text })}
        onClick={() => removeWithUndo(memory.id, t('forgotten'), () => forget(memory.id))}
      />
    </li>
  )
}
