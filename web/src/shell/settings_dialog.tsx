// Languages and theme, within reach of every page. What belongs to talking or to the account is set there.

import { Keyboard, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Appearance } from '@/ui/appearance'
import { Button } from '@/ui/button'
import { classes } from '@/ui/classes'
import { Dialog } from '@/ui/dialog'
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
