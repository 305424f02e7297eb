// One card: a sentence with a gap, an answer, what is right, and how hard it was. Enter checks and goes on; 1 to 4 rate.

import { Check, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card, Rating } from '@/api/notebook'
import { settings } from '@/state/settings'
import { useStore } from '@/state/store'
import { Button } from '@/ui/button'
import styles from './review.module.css'
import { isRight, type Task, taskOf, whole } from './tasks'
import { inWords } from './when'

const RATINGS = ['again', 'hard', 'good', 'easy'] as const

export function CardView({ card, onRated }: { card: Card; onRated: (rating: Rating) => void }) {
  const { t } = useTranslation('notebook')
  const [given, setGiven] = useState('')
  const [checked, setChecked] = useState(false)
  const task = taskOf(card)
  if (!task) return null
  const right = isRight(task, given)
  return (
    <section className={styles.card} aria-label={t(`ask.${task.kind}`)}>
      <p className={styles.ask}>{t(`ask.${task.kind}`)}</p>
      <Sentence task={task} />
      {checked ? (
        <>
          <Told task={task} right={right} given={given} />
          <Reason card={card} />
          <Ratings card={card} suggested={right ? 3 : 1} onRated={onRated} />
        </>
      ) : (
        <form className={styles.answer} action={() => setChecked(true)}>
          <Answer value={given} label={t('answer')} onChange={setGiven} />
          <Button kind="primary" type="submit">
            {given.trim() ? t('check') : t('show')}
          </Button>
        </form>
      )}
    </section>
  )
}

function Sentence({ task }: { task: Task }) {
  const { t } = useTranslation('notebook')
  return (
    <p className={styles.sentence} lang="en">
      {task.before}
      {task.kind === 'remove' ? (
        task.hint
      ) : (
        <span className={styles.gap}>
          {task.kind === 'replace' ? task.hint : <span className="visually-hidden">{t('gap')}</span>}
        </span>
      )}
      {task.after}
      {task.kind === 'recall' && task.hint && <small>{task.hint}</small>}
    </p>
  )
}

function Answer({ value, label, onChange }: { value: string; label: string; onChange: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <input
      ref={input}
      className={styles.input}
      aria-label={label}
      placeholder={label}
      lang="en"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      value={value}
      maxLength={200}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function Told({ task, right, given }: { task: Task; right: boolean; given: string }) {
  const { t } = useTranslation('notebook')
  const Icon = right ? Check : X
  return (
    <div className={styles.told} data-right={right} role="status">
      <Icon size={20} aria-hidden />
      <div>
        <b>{right ? t('right') : given.trim() ? t('wrong', { given }) : t('shown')}</b>
        <p lang="en">{whole(task)}</p>
      </div>
    </div>
  )
}

function Reason({ card }: { card: Card }) {
  const { feedback } = useStore(settings)
  return card.mistake && <p lang={feedback}>{card.mistake.reason[feedback]}</p>
}

function Ratings({ card, suggested, onRated }: { card: Card; suggested: Rating; onRated: (rating: Rating) => void }) {
  const { t, i18n } = useTranslation('notebook')
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  const pressed = (event: KeyboardEvent) => {
    if (/^[1-4]$/.test(event.key)) onRated(Number(event.key) as Rating)
  }
  return (
    <div className={styles.ratings} onKeyDown={pressed}>
      {RATINGS.map((name, index) => (
        <Button
          key={name}
          ref={index + 1 === suggested ? first : null}
          kind={index + 1 === suggested ? 'primary' : 'plain'}
          onClick={() => onRated((index + 1) as Rating)}
        >
          <span>
            {t(`ratings.${name}`)}
            <small>{inWords(card.intervals[name], i18n.language)}</small>
          </span>
        </Button>
      ))}
    </div>
  )
}
