// Why a change was made: the reason, the explanation that the rule has, examples wrong and right, and the model's own words.

import { useQuery } from '@tanstack/react-query'
import { Check, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ask } from '@/api/http'
import type { Both, Edit } from '@/api/types'
import { Changes } from '@/language/changes'
import { useNames } from '@/language/names'
import { settings } from '@/state/settings'
import { useStore } from '@/state/store'
import { Dialog } from '@/ui/dialog'
import { Chip, Failure } from '@/ui/parts'
import { Waiting } from '@/ui/waiting'
import styles from './why.module.css'

/** examples that a learner reads; a rule may have dozens */
const SHOWN = 3

interface Rule {
  rule: string
  category: string
  reason: Both
  explanation?: Both | null
  examples: { wrong: string; right: string }[]
}

interface Props {
  edit: Edit
  explanation: string | undefined
  onClose: () => void
}

export default function Why({ edit, explanation, onClose }: Props) {
  const { t } = useTranslation('talk')
  const { category } = useNames()
  const feedback = useStore(settings, (now) => now.feedback)
  const change = { kind: 'change', original: edit.original, replacement: edit.replacement, edits: [] } as const
  return (
    <Dialog open title={t('why.title')} onClose={onClose}>
      <div className={styles.why}>
        <p className={styles.change} lang="en">
          <Changes runs={[change]} />
        </p>
        <Chip tone="accent">{category(edit.category)}</Chip>
        <p lang={feedback}>{edit.reason[feedback]}</p>
        {explanation && explanation !== edit.reason.en && (
          <figure className={styles.tutor}>
            <figcaption>{t('why.tutor')}</figcaption>
            <blockquote lang="en">{explanation}</blockquote>
          </figure>
        )}
        <More rule={edit.rule} />
      </div>
    </Dialog>
  )
}

function More({ rule }: { rule: string }) {
  const { t } = useTranslation('talk')
  const feedback = useStore(settings, (now) => now.feedback)
  const found = useQuery({
    queryKey: ['rule', rule],
    queryFn: ({ signal }) => ask<Rule>('GET', `/me/rules/${encodeURIComponent(rule)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (found.isPending) return <Waiting />
  if (found.isError) return <Failure error={found.error} onRetry={() => void found.refetch()} />
  const { explanation, examples } = found.data
  return (
    <>
      {explanation && <p lang={feedback}>{explanation[feedback]}</p>}
      {examples.length > 0 && (
        <section className={styles.examples}>
          <h2>{t('why.examples')}</h2>
          <ul lang="en">
            {examples.slice(0, SHOWN).map(({ wrong, right }) => (
              <li key={wrong + right}>
                <X size={16} aria-label={t('why.wrong')} />
                <span>{wrong}</span>
                <Check size={16} aria-label={t('why.right')} />
                <span>{right}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
