// Where a learner's turns go: the region with its health and time to the first word, and the model. Used by the picker and the page.

import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useSeconds } from '@/i18n/figures'
import { change, settings } from '@/state/settings'
import { useStore } from '@/state/store'
import { classes } from '@/ui/classes'
import styles from './choices.module.css'
import { Light } from './light'
import type { Model } from './tags'
import { type FleetNow, type RegionNow, useRegions } from './use_regions'

export function Choices() {
  const now = useRegions()
  return (
    <div className={styles.choices}>
      <Regions now={now} />
      <Note now={now} />
      {now.models.length > 0 && <Models models={now.models} />}
    </div>
  )
}

function Regions({ now }: { now: FleetNow }) {
  const { t } = useTranslation('fleet')
  const { region } = useStore(settings)
  const best = region === null && now.region ? t('automaticMore', { region: now.region }) : t('automaticNone')
  return (
    <Group label={t('region')}>
      {(name) => (
        <>
          <Row name={name} checked={region === null} onChoose={() => change({ region: null })} title={t('automatic')}>
            {best}
          </Row>
          {now.regions.map((each) => (
            <Row
              key={each.name}
              name={name}
              checked={region === each.name}
              onChoose={() => change({ region: each.name })}
              title={each.name}
              end={<Light state={each.state} />}
            >
              <First of={each} />
            </Row>
          ))}
        </>
      )}
    </Group>
  )
}

function First({ of }: { of: RegionNow }) {
  const { t } = useTranslation('fleet')
  const seconds = useSeconds()
  if (of.first === null) return t('firstNone')
  return `${t('first', { seconds: seconds(of.first) })}, ${t('firstMore', { count: of.count })}`
}

/** Why another region answers than the one that was chosen. */
function Note({ now }: { now: FleetNow }) {
  const { t } = useTranslation('fleet')
  const { region } = useStore(settings)
  const away = now.regions.length > 0 && now.regions.every((each) => each.state === 'away')
  const instead = region !== null && now.region !== null && now.region !== region ? now.region : null
  const text = away ? t('noRegion') : instead ? t('fallback', { region, instead }) : ''
  return (
    <p role="status" className={text ? styles.note : undefined}>
      {text}
    </p>
  )
}

function Models({ models }: { models: Model[] }) {
  const { t } = useTranslation('fleet')
  const { model } = useStore(settings)
  return (
    <Group label={t('model')}>
      {(name) => (
        <>
          <Row name={name} checked={model === null} onChoose={() => change({ model: null })} title={t('fleetModel')}>
            {t('fleetModelMore')}
          </Row>
          {models.map((each) => (
            <Row
              key={each.name}
              name={name}
              checked={model !== null && [each.name, ...each.also].includes(model)}
              onChoose={() => change({ model: each.name })}
              title={each.name}
            >
              <About model={each} />
            </Row>
          ))}
        </>
      )}
    </Group>
  )
}

function About({ model }: { model: Model }) {
  const { t } = useTranslation('fleet')
  const said = [
    model.size && t('size', { size: model.size }),
    model.also.length > 0 && t('also', { names: model.also.join(', ') }),
    model.starter && t('starter'),
  ]
  return said.filter(Boolean).map((each) => <span key={String(each)}>{each} </span>)
}

function Group({ label, children }: { label: string; children: (name: string) => ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      {children(useId())}
    </fieldset>
  )
}

function Row(props: {
  name: string
  checked: boolean
  onChoose: () => void
  title: string
  end?: ReactNode
  children: ReactNode
}) {
  const id = useId()
  return (
    <label className={classes(styles.row, props.checked && styles.checked)}>
      <input
        type="radio"
        name={props.name}
        checked={props.checked}
        onChange={props.onChoose}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-more`}
      />
      <span className={styles.words}>
        <span className={styles.head}>
          <strong id={`${id}-title`}>{props.title}</strong>
        </span>
        <span id={`${id}-more`} className={styles.more}>
          {props.end} {props.children}
        </span>
      </span>
    </label>
  )
}
