// Words that the learner saved, each with its sentence and a meaning in the learner's own words.

import { BookPlus, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeMeaning, keys, removeWord, saveWord, type Word } from '@/api/notebook'
import { usePaged } from '@/api/paged'
import { Button, IconButton } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { Empty, Failure } from '@/ui/parts'
import { removeWithUndo } from '@/ui/undoable'
import styles from './entries.module.css'
import { List } from './list'

export function Words() {
  const { t } = useTranslation('notebook')
  const words = usePaged<Word>(keys.words, '/me/words?limit=50')
  return (
    <div className={styles.section}>
      <NewWord />
      <List pages={words} empty={<Empty icon={BookPlus} title={t('noWords')} text={t('noWordsMore')} />}>
        {(word) => <Entry key={word.id} word={word} />}
      </List>
    </div>
  )
}

function NewWord() {
  const { t } = useTranslation('notebook')
  const [id, setId] = useState(() => crypto.randomUUID())
  const [word, setWord] = useState('')
  const [sentence, setSentence] = useState('')
  const [meaning, setMeaning] = useState('')
  const [failed, setFailed] = useState<unknown>()
  const add = async () => {
    if (!word.trim()) return
    try {
      await saveWord(word.trim(), sentence.trim() || word.trim(), meaning.trim() || null, id)
      setFailed(undefined)
      setId(crypto.randomUUID())
      for (const clear of [setWord, setSentence, setMeaning]) clear('')
    } catch (error) {
      setFailed(error)
    }
  }
  return (
    <form className={styles.form} action={add}>
      <Field
        label={t('word')}
        value={word}
        maxLength={60}
        required
        lang="en"
        onChange={(event) => setWord(event.target.value)}
      />
      <Field
        label={t('sentence')}
        value={sentence}
        maxLength={1000}
        lang="en"
        onChange={(event) => setSentence(event.target.value)}
      />
      <Field
        label={t('meaning')}
        value={meaning}
        maxLength={200}
        onChange={(event) => setMeaning(event.target.value)}
      />
      <Button type="submit" icon={BookPlus}>
        {t('addWord')}
      </Button>
      {failed !== undefined && <Failure error={failed} />}
    </form>
  )
}

function Entry({ word }: { word: Word }) {
  const { t } = useTranslation('notebook')
  const [editing, setEditing] = useState(false)
  return (
    <li className={styles.entry}>
      <div>
        <p className={styles.word} lang="en">
          {word.word}
        </p>
        {word.meaning && <p>{word.meaning}</p>}
        {word.sentence !== word.word && (
          <p className={styles.reason} lang="en">
            {word.sentence}
          </p>
        )}
      </div>
      <span>
        <IconButton icon={Pencil} label={t('editMeaning', { word: word.word })} onClick={() => setEditing(true)} />
        <IconButton
          icon={Trash2}
          label={t('removeWord', { word: word.word })}
          onClick={() => removeWithUndo(word.id, t('removed'), () => removeWord(word.id))}
        />
      </span>
      <Meaning word={word} open={editing} onClose={() => setEditing(false)} />
    </li>
  )
}

function Meaning({ word, open, onClose }: { word: Word; open: boolean; onClose: () => void }) {
  const { t } = useTranslation(['notebook', 'common'])
  const [text, setText] = useState(word.meaning ?? '')
  const [failed, setFailed] = useState<unknown>()
  const save = () => changeMeaning(word.id, text.trim() || null).then(onClose, setFailed)
  return (
    <Dialog
      open={open}
      title={word.word}
      onClose={onClose}
      actions={
        <Button kind="primary" onClick={save}>
          {t('common:save')}
        </Button>
      }
    >
      <Field label={t('meaning')} value={text} maxLength={200} onChange={(event) => setText(event.target.value)} />
      {failed !== undefined && <Failure error={failed} />}
    </Dialog>
  )
}
