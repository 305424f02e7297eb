// The account: who is signed in, how the page looks and speaks, the password, what of the talks may be used, and the way out.

import { useTranslation } from 'react-i18next'
import { VoiceSettings } from '@/speech/voice_settings'
import { Appearance } from '@/ui/appearance'
import { PageBody } from '@/ui/parts'
import { ChangePassword } from './change_password'
import { Consent } from './consent'
import { Erase } from './erase'
import { Export } from './export'
import { Section } from './section'
import { SignOutEverywhere } from './sign_out'
import { Who } from './who'

export default function Account() {
  const { t } = useTranslation(['account', 'speech'])
  return (
    <PageBody title={t('title')}>
      <Who />
      <Section title={t('appearance')}>
        <Appearance />
      </Section>
      <Section title={t('speech:title')} lead={t('speech:lead')}>
        <VoiceSettings />
      </Section>
      <Section title={t('consent.title')} lead={t('consent.lead')}>
        <Consent />
      </Section>
      <Section title={t('change.title')} lead={t('change.lead')}>
        <ChangePassword />
      </Section>
      <Section title={t('out.everywhere')} lead={t('out.everywhereMore')}>
        <SignOutEverywhere />
      </Section>
      <Section title={t('export.title')} lead={t('export.lead')}>
        <Export />
      </Section>
      <Section title={t('erase.title')} lead={t('erase.lead')}>
        <Erase />
      </Section>
    </PageBody>
  )
}
