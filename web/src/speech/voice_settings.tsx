// Voice, rate, and whether replies are read aloud as they come; with a sentence to try it.

import { Volume2 } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { change, settings } from '@/state/settings'
import { useStore } from '@/state/store'
import { Button } from '@/ui/button'
import { Select, Switch } from '@/ui/field'
import { canSpeak, hush, say, useVoices } from './speaker'
import styles from './voice_settings.module.css'
import { english } from './voices'

const SAMPLE = 'Hello! I am your tutor. What would you like to talk about today?'

export function VoiceSettings() {
  const { t } = useTranslation('speech')
  const { voice, readAloud } = useStore(settings)
  const voices = english(useVoices())
  if (!canSpeak()) return <p>{t('aloud.unsupported')}</p>
  if (voices.length === 0) return <p>{t('aloud.noVoice')}</p>
  const options = voices.map(
    (each) => [each.voiceURI, each.localService ? each.name : t('aloud.remote', { name: each.name })] as const,
  )
  const there = voices.some(({ voiceURI }) => voiceURI === voice)
  return (
    <div className={styles.settings}>
      <Switch
        label={t('aloud.always')}
        hint={t('aloud.alwaysMore')}
        checked={readAloud}
        onChange={(on) => change({ readAloud: on })}
      />
      <Select
        label={t('aloud.voice')}
        value={there && voice ? voice : ''}
        options={[['', t('aloud.own')], ...options]}
        {...(voices.some(({ localService }) => !localService) && { hint: t('aloud.remoteMore') })}
        onChange={(uri) => change({ voice: uri || null })}
      />
      <Rate />
      <Button
        icon={Volume2}
        onClick={() => {
          hush()
          say('sample', [SAMPLE], false)
        }}
      >
        {t('aloud.try')}
      </Button>
    </div>
  )
}

function Rate() {
  const { t, i18n } = useTranslation('speech')
  const { rate } = useStore(settings)
  const id = useId()
  const said = t('aloud.times', { rate: rate.toLocaleString(i18n.language) })
  return (
    <div className={styles.rate}>
      <label htmlFor={id}>{t('aloud.rate')}</label>
      <input
        id={id}
        type="range"
        min={0.5}
        max={1.5}
        step={0.1}
        value={rate}
        aria-valuetext={said}
        onChange={(event) => change({ rate: Number(event.target.value) })}
      />
      <output htmlFor={id}>{said}</output>
    </div>
  )
}
