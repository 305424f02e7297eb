// The fleet as a component sees it: looked at while the component is shown, with a word when a choice had to be dropped.

import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { settings } from '@/state/settings'
import { useStore } from '@/state/store'
import { toast } from '@/ui/toasts'
import { chosen, type Fleet, fleet, measures, stateNow, told, watch } from './choice'
import { median, type State } from './measures'
import type { Model } from './tags'

export interface RegionNow {
  name: string
  state: State
  /** milliseconds to the first word of the last replies, their median; null before the first */
  first: number | null
  /** replies that it rests on */
  count: number
}

export interface FleetNow {
  regions: RegionNow[]
  /** of all regions */
  models: Model[]
  region: string | null
  model: string | null
}

export function useRegions(): FleetNow {
  const now = useStore(fleet)
  const times = useStore(measures)
  useStore(settings)
  useEffect(() => watch(), [])
  useDropped(now.dropped)
  const regions = now.regions.map((name) => ({
    name,
    state: stateNow(name),
    first: median(times[name]),
    count: times[name]?.length ?? 0,
  }))
  return { regions, models: modelsOf(now), ...chosen() }
}

function useDropped(names: readonly string[]): void {
  const { t } = useTranslation('fleet')
  useEffect(() => {
    if (names.length === 0) return
    for (const name of names) toast(t('dropped', { name }))
    told()
  }, [names, t])
}

function modelsOf(now: Fleet): Model[] {
  const all = now.regions.flatMap((region) => now.health[region]?.models ?? [])
  return [...new Map(all.map((model) => [model.name, model])).values()]
}
