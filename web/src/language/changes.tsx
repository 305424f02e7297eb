// A text with its corrections: what was wrong struck out, what is right inserted. Eyes see both; screen readers hear one
// phrase for each change, because most of them say nothing at <del> and <ins>.

import { useTranslation } from 'react-i18next'
import styles from './changes.module.css'

/** A piece of a text: what stays, or what becomes what. `edits`: the places in the list of edits that it shows (more than one where they
 * overlap). */
export type Run =
  | { kind: 'same'; text: string }
  | { kind: 'change'; original: string; replacement: string; edits: readonly number[] }

export function Changes({ runs }: { runs: readonly Run[] }) {
  let at = 0
  return runs.map((run) => {
    const key = at++
    return run.kind === 'same' ? <span key={key}>{run.text}</span> : <Change key={key} {...run} />
  })
}

function Change({ original, replacement }: { original: string; replacement: string }) {
  const { t } = useTranslation('talk')
  const kind = !original.trim() ? 'insert' : !replacement.trim() ? 'remove' : 'replace'
  return (
    <span className={styles.change}>
      <span className="visually-hidden">
        {` ${t(`change.${kind}`, { original: original.trim(), replacement: replacement.trim() })} `}
      </span>
      {original && <del aria-hidden>{original}</del>}
      {original && replacement && ' '}
      {replacement && <ins aria-hidden>{replacement}</ins>}
    </span>
  )
}
