// The picker of region and model, small enough for the header of a talk: a button that says what is asked, and the choices in front
// of the page. Place it with `<Picker />`; while it stands on a page, the fleet is looked at every half minute.

import * as Ariakit from '@ariakit/react'
import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { settings } from '@/state/settings'
import { useStore } from '@/state/store'
import { Choices } from './choices'
import { Dot } from './light'
import styles from './picker.module.css'
import { useRegions } from './use_regions'

export function Picker() {
  const { t } = useTranslation('fleet')
  const now = useRegions()
  const { region } = useStore(settings)
  const shown = now.region ?? t('automatic')
  const state = now.regions.find((each) => each.name === now.region)?.state ?? 'unknown'
  const text = region === null ? t('automatic') : shown
  const label = `${t('chosen', { region: shown, model: now.model ?? t('fleetModel') })}, ${t(`states.${state}`)}`
  return (
    <Ariakit.PopoverProvider placement="bottom-end">
      <Ariakit.PopoverDisclosure className={styles.button} aria-label={`${text}. ${label}`} title={label}>
        <Dot state={state} />
        <span className={styles.text}>{text}</span>
        <ChevronDown size={16} aria-hidden />
      </Ariakit.PopoverDisclosure>
      <Ariakit.Popover
        className={styles.popover}
        gutter={8}
        overflowPadding={16}
        portal
        unmountOnHide
        aria-label={t('pick')}
      >
        <Choices />
        <Link href="/fleet" className={styles.more ?? ''}>
          {t('toFleet')}
        </Link>
      </Ariakit.Popover>
    </Ariakit.PopoverProvider>
  )
}
