// How a talk went: what was right, what to learn from it, what to do next. After a placement talk the level stands first.

import { ArrowRight } from 'lucide-react'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Changes } from '@/language/changes'
import { useScenario, useText } from '@/scene/api'
import { useGoals } from '@/scene/goals'
import { PLACEMENT } from '@/scene/placement'
import { settings } from '@/state/settings'
import { useStore } from '@/state/store'
import { useTalk } from '@/turn/hooks'
import type { Talk } from '@/turn/talk'
import { Failure, PageBody } from '@/ui/parts'
import { Waiting } from '@/ui/waiting'
import { Way } from '@/ui/way'
import { nextSteps, type Step } from './next_steps'
import { type Summary as Facts, type Learned, summarise } from './summarise'
import styles from './summary.module.css'
import { LevelNow, useLevelNow } from './summary_level'

export default function Summary({ id }: { id: string }) {
  const { t } = useTranslation('scenarios')
  const talk = useTalk(id)
  const { state, scenario, title, trouble } = useStore(talk.status)
  const ready = useWhole(talk)
  const placement = scenario?.id === PLACEMENT
  const back = (
    <Way kind="back" href={`/talk/${id}`}>
      {t('summary.back')}
    </Way>
  )
  return (
    <div className={styles.scroller}>
      <PageBody title={t(placement ? 'summary.titlePlacement' : 'summary.title')} lead={title} above={back}>
        {state === 'failed' && <Failure error={trouble} onRetry={() => void talk.reload()} />}
        {state !== 'failed' && !ready && <Waiting />}
        {ready && <Told talk={talk} placement={placement} />}
      </PageBody>
    </div>
  )
}

function Told({ talk, placement }: { talk: Talk; placement: boolean }) {
  const { t } = useTranslation('scenarios')
  const facts = useFacts(talk)
  if (facts.sentences === 0) return <p>{t('summary.nothing')}</p>
  const level = <LevelNow first={placement} />
  return (
    <>
      {placement && level}
      <Counts facts={facts} />
      <Well facts={facts} />
      <Learn facts={facts} />
      <Goals talk={talk} />
      {!placement && level}
      <Next talk={talk} facts={facts} />
    </>
  )
}

/** All pages of the talk, loaded one after the other. */
function useWhole(talk: Talk): boolean {
  const { state, older, loadingOlder, trouble } = useStore(talk.status)
  useEffect(() => {
    if (state === 'ready' && older && !loadingOlder && !trouble) void talk.older()
  }, [talk, state, older, loadingOlder, trouble])
  return (state === 'ready' && !older) || state === 'new'
}

function useFacts(talk: Talk): Facts {
  const items = useStore(talk.items)
  const running = useStore(talk.running)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn that ends is counted then
  return useMemo(
    () => summarise(items.filter((item) => item.kind === 'turn').map((item) => talk.turn(item.id).get())),
    [talk, items, running],
  )
}

function Counts({ facts }: { facts: Facts }) {
  const { t } = useTranslation('scenarios')
  return (
    <p className={styles.counts}>
      {t('summary.wrote', { count: facts.sentences })} · {t('summary.words', { count: facts.words })} ·{' '}
      {t('summary.minutes', { count: facts.minutes })}
    </p>
  )
}

function Well({ facts }: { facts: Facts }) {
  const { t } = useTranslation('scenarios')
  const { feedback } = useStore(settings)
  return (
    <Part title={t('summary.well')}>
      <p>
        {facts.right > 0
          ? t('summary.rightOf', { count: facts.sentences, right: facts.right })
          : t('summary.noneRight')}
      </p>
      {facts.praise.map((each) => (
        <p key={each.words} className={styles.praise} lang={feedback}>
          {each.text[feedback]}
        </p>
      ))}
      {facts.best.length > 0 && (
        <ul className={styles.quotes} lang="en">
          {facts.best.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
      {facts.used.length > 0 && (
        <p className={styles.used}>
          {t('summary.usedWords')}: <span lang="en">{facts.used.join(', ')}</span>
        </p>
      )}
    </Part>
  )
}

function Learn({ facts }: { facts: Facts }) {
  const { t } = useTranslation('scenarios')
  return (
    <Part title={t('summary.learn')}>
      {facts.corrections.length === 0 && <p>{t('summary.noMistake')}</p>}
      <ol className={styles.learn}>
        {facts.corrections.map((each) => (
          <One key={`${each.edit.rule} ${each.edit.original}`} learned={each} />
        ))}
      </ol>
      {facts.others > 0 && <p className={styles.used}>{t('summary.others', { count: facts.others })}</p>}
    </Part>
  )
}

function One({ learned: { runs, edit } }: { learned: Learned }) {
  const { feedback } = useStore(settings)
  return (
    <li>
      <p className={styles.sentence} lang="en">
        <Changes runs={runs} />
      </p>
      <p className={styles.reason} lang={feedback}>
        {edit.reason[feedback]}
      </p>
    </li>
  )
}

function Goals({ talk }: { talk: Talk }) {
  const { t } = useTranslation('scenarios')
  const text = useText()
  const { scenario: scene } = useStore(talk.status)
  const scenario = useScenario(scene?.id)
  const [ticked] = useGoals(talk.id)
  if (!scenario || ticked.length === 0) return null
  const reached = scenario.goals.filter((_, at) => ticked.includes(at))
  return (
    <Part title={t('summary.goals')}>
      <ul className={styles.goals}>
        {reached.map((goal) => (
          <li key={goal.en}>{text(goal)}</li>
        ))}
      </ul>
    </Part>
  )
}

function Next({ talk, facts }: { talk: Talk; facts: Facts }) {
  const { t } = useTranslation('scenarios')
  const { scenario: scene } = useStore(talk.status)
  const level = useLevelNow().data?.level
  const here = useScenario(scene?.id)
  const start = useScenario('small-talk')
  const steps = nextSteps({ facts, scene, level: level?.low, levels: here?.levels ?? [], start: start?.levels })
  return (
    <Part title={t('summary.next')}>
      <ul className={styles.next}>
        {steps.map((step) => (
          <li key={step.kind}>
            <Link href={step.href}>
              <Words step={step} />
              <ArrowRight size={18} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Words({ step }: { step: Step }) {
  const { t } = useTranslation('scenarios')
  const text = useText()
  const start = useScenario('small-talk')
  const title = start ? text(start.title) : ''
  return <span>{t(`summary.${step.kind}`, { title, level: step.level ?? '' })}</span>
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  )
}
