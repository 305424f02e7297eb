// Every mistake once, the one made last first: what was written, what belongs there, in its sentence, and why.

import { BookCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keys, type Mistake, strike } from '@/api/notebook'
import { usePaged } from '@/api/paged'
import en from '@/i18n/en/english'
import { Changes } from '@/language/changes'
import { useNames } from '@/language/names'
import { settings } from '@/state/settings'
import { useStore } from '@/state/store'
import { IconButton } from '@/ui/button'
import { Select } from '@/ui/field'
import { Chip, Empty } from '@/ui/parts'
import { removeWithUndo } from '@/ui/undoable'
import styles from './entries.module.css'
import { List } from './list'
import { runsOf } from './tasks'

export function Mistakes() {
  const { t } = useTranslation('notebook')
  const names = useNames()
  const [category, setCategory] = useState('')
  const mistakes = usePaged<Mistake>(
    keys.mistakes(category || null),
    `/me/notebook?limit=50${category && `&category=${category}`}`,
  )
  const kinds = Object.keys(en.categories).filter((each) => each !== 'other')
  const options = [['', t('allKinds')] as const, ...kinds.map((each) => [each, names.category(each)] as const)]
  return (
    <div className={styles.section}>
      <div className={styles.filter}>
        <Select label={t('kind')} value={category} options={options} onChange={setCategory} />
      </div>
      <List pages={mistakes} empty={<Empty icon={BookCheck} title={t('noMistakes')} text={t('noMistakesMore')} />}>
        {(mistake) => <Entry key={mistake.id} mistake={mistake} />}
      </List>
    </div>
  )
}

function Entry({ mistake }: { mistake: Mistake }) {
  const { t, i18n } = useTranslation('notebook')
  const names = useNames()
  const { feedback } = useStore(settings)
  const seen = new Date(mistake.lastSeen).toLocaleDateString(i18n.language, { day: 'numeric', month: 'short' })
  const remove = () => removeWithUndo(mistake.id, t('struck'), () => strike(mistake.id))
  return (
    <li className={styles.entry}>
      <div>
        <p className={styles.sentence} lang="en">
          <Changes runs={runsOf(mistake)} />
        </p>
        <p className={styles.reason} lang={feedback}>
          {mistake.reason[feedback]}
        </p>
        <p className={styles.about}>
          <Chip>{names.category(mistake.category)}</Chip>
          <span>{t('seen', { count: mistake.seen, when: seen })}</span>
        </p>
      </div>
      <IconButton
        icon={Trash2}
        label={t('strike', { words: mistake.original || mistake.replacement })}
        onClick={remove}
      />
    </li>
  )
}
