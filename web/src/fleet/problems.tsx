// What is wrong, the worst first, each with what to do, as the fleet says it in the page's language.

import { useTranslation } from 'react-i18next'
import { Chip } from '@/ui/parts'
import type { Problem } from './seen'
import styles from './status.module.css'

const TONES = { error: 'wrong', warning: 'warn', note: 'calm' } as const

export function Problems({ problems }: { problems: Problem[] }) {
  if (problems.length === 0) return null
  return (
    <ul className={styles.problems}>
      {problems.map((each) => (
        <li key={`${each.kind} ${each.where}`} className={styles[TONES[each.level] ?? 'calm']}>
          <One problem={each} />
        </li>
      ))}
    </ul>
  )
}

function One({ problem }: { problem: Problem }) {
  const { t, i18n } = useTranslation('fleet')
  const { kind, level } = problem
  const translated = i18n.language === 'id' ? problem.id : undefined
  const { what, todo } = translated ?? problem
  const lang = translated ? 'id' : 'en'
  const known = i18n.exists(`fleet:kinds.${kind}`) ? kind : 'other'
  return (
    <>
      <h3>
        {t(`kinds.${known as 'other'}`)} <Chip tone={TONES[level] ?? 'calm'}>{t(`levels.${level}`)}</Chip>
      </h3>
      <p lang={lang}>{what}</p>
      <p className={styles.todo}>
        <strong>{t('todo')}: </strong>
        <span lang={lang}>{todo}</span>
      </p>
    </>
  )
}
