// Whether talks may train the model, in plain words: what is used, what never is, what to keep in mind, and what was said before.

import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '@/api/http'
import { queries } from '@/api/queries'
import { Switch } from '@/ui/field'
import { Failure } from '@/ui/parts'
import { Waiting } from '@/ui/waiting'
import styles from './consent.module.css'

interface Said {
  training: boolean
  at: string
}
interface Answer {
  training: boolean
  since: string | null
  /** the newest first */
  history: Said[]
}

export function Consent() {
  const { data, error, refetch } = useQuery({ queryKey: ['consent'], queryFn: () => ask<Answer>('GET', '/me/consent') })
  if (data) return <Given now={data} />
  if (error) return <Failure error={error} onRetry={refetch} />
  return <Waiting />
}

function Given({ now }: { now: Answer }) {
  const { t } = useTranslation('account')
  const date = useDate()
  const say = useMutation({
    mutationFn: (training: boolean) => ask<Answer>('PUT', '/me/consent', { body: { training } }),
    onSuccess: (answer) => queries.setQueryData(['consent'], answer),
  })
  const state = now.training && now.since ? t('consent.on', { date: date(now.since) }) : t('consent.off')
  return (
    <>
      <Switch
        label={t('consent.label')}
        hint={state}
        checked={say.isPending ? say.variables : now.training}
        disabled={say.isPending}
        onChange={(on) => say.mutate(on)}
      />
      {say.isError && <Failure error={say.error} />}
      <dl className={styles.words}>
        <dt>{t('consent.shared')}</dt>
        <dd>{t('consent.sharedWhat')}</dd>
        <dt>{t('consent.never')}</dt>
        <dd>{t('consent.neverWhat')}</dd>
        <dt>{t('consent.mind')}</dt>
        <dd>{t('consent.mindWhat')}</dd>
      </dl>
      {now.history.length > 0 && <History said={now.history} />}
    </>
  )
}

function History({ said }: { said: Said[] }) {
  const { t } = useTranslation('account')
  const date = useDate()
  return (
    <details className={styles.history}>
      <summary>{t('consent.history')}</summary>
      <ol>
        {said.map((each) => (
          <li key={each.at}>
            <time dateTime={each.at}>{date(each.at)}</time> {t(each.training ? 'consent.saidYes' : 'consent.saidNo')}
          </li>
        ))}
      </ol>
    </details>
  )
}

function useDate() {
  const { i18n } = useTranslation()
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeStyle: 'short' })
  return (iso: string) => format.format(new Date(iso))
}
