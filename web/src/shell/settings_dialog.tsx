// Languages and theme, within reach of every page. What belongs to talking or to the account is set there.

import { Keyboard, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages, names } from '@/i18n/languages'
import { change, settings } from '@/state/settings'
import { useStore } from '@/state/store'
import { Button } from '@/ui/button'
import { classes } from '@/ui/classes'
import { Dialog } from '@/ui/dialog'
import { Choice } from '@/ui/field'
import layout from './layout.module.css'
import styles from './settings.module.css'
import { ShortcutList } from './shortcuts_dialog'

export function SettingsButton() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [listed, setListed] = useState(false)
  const close = () => {
    setOpen(false)
    setListed(false)
  }
  return (
    <>
      <button type="button" className={classes(layout.tab, layout.settings)} onClick={() => setOpen(true)}>
        <Settings2 size={20} aria-hidden />
        <span>{t('settings')}</span>
      </button>
      <Dialog open={open} title={t(listed ? 'shortcuts' : 'settings')} onClose={close}>
        {listed ? (
          <ShortcutList />
        ) : (
          <div className={styles.settings}>
            <Appearance />
            <Button icon={Keyboard} onClick={() => setListed(true)}>
              {t('shortcuts')}
            </Button>
          </div>
        )}
      </Dialog>
    </>
  )
}

/** Also on the account page, where phones find it. */
export function Appearance() {
  const { t } = useTranslation()
  const now = useStore(settings)
  const options = languages.map((each) => [each, names[each]] as const)
  const themes = (['system', 'light', 'dark'] as const).map((each) => [each, t(`themes.${each}`)] as const)
  return (
    <div className={styles.settings}>
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
