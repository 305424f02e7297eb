// The choices of languages and theme, wherever they stand: in the frame's settings and on the account page, where phones find them.

import { useTranslation } from 'react-i18next'
import { languages, names } from '@/i18n/languages'
import { change, settings } from '@/state/settings'
import { useStore } from '@/state/store'
import styles from './appearance.module.css'
import { Choice } from './field'

export function Appearance() {
  const { t } = useTranslation()
  const now = useStore(settings)
  const options = languages.map((each) => [each, names[each]] as const)
  const themes = (['system', 'light', 'dark'] as const).map((each) => [each, t(`themes.${each}`)] as const)
  return (
    <div className={styles.choices}>
      <Choice
        label={t('language')}
        value={now.language}
        options={options}
        onChange={(language) => change({ language })}
      />
      <Choice
        label={t('feedback')}
        value={now.feedback}
        options={options}
        onChange={(feedback) => change({ feedback })}
      />
      <Choice label={t('theme')} value={now.theme} options={themes} onChange={(theme) => change({ theme })} />
    </div>
  )
}
