// A button that opens a list of actions; arrows, letters and Escape work.

import * as Ariakit from '@ariakit/react'
import { Ellipsis, type LucideIcon } from 'lucide-react'
import { IconButton } from './button'
import { classes } from './classes'
import styles from './menu.module.css'

export interface Item {
  label: string
  icon?: LucideIcon
  danger?: boolean
  disabled?: boolean
  onSelect: () => void
}

export function Menu({
  label,
  items,
  icon = Ellipsis,
  small,
}: {
  label: string
  items: Item[]
  icon?: LucideIcon
  small?: boolean
}) {
  return (
    <Ariakit.MenuProvider>
      <Ariakit.MenuButton render={<IconButton icon={icon} label={label} small={small ?? false} />} />
      <Ariakit.Menu gutter={4} className={styles.menu} unmountOnHide portal>
        {items.map(({ label: text, icon: Icon, danger, disabled, onSelect }) => (
          <Ariakit.MenuItem
            key={text}
            className={classes(styles.item, danger && styles.danger)}
            disabled={disabled ?? false}
            onClick={onSelect}
          >
            {Icon && <Icon size={17} aria-hidden />}
            {text}
          </Ariakit.MenuItem>
        ))}
      </Ariakit.Menu>
    </Ariakit.MenuProvider>
  )
}
