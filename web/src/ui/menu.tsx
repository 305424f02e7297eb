// A button that opens a list of actions; arrows, letters and Escape work. A long list of things has one menu for all its buttons.

import * as Ariakit from '@ariakit/react'
import { Ellipsis, type LucideIcon } from 'lucide-react'
import { useCallback } from 'react'
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
        <Items items={items} />
      </Ariakit.Menu>
    </Ariakit.MenuProvider>
  )
}

/** One menu for many buttons: `open(button)` shows it there, `close` where it is open already. */
export function useSharedMenu() {
  const store = Ariakit.useMenuStore({ placement: 'bottom-end' })
  const open = useCallback(
    (button: HTMLElement) => {
      const again = store.getState().open && store.getState().anchorElement === button
      store.setAnchorElement(button)
      store.setDisclosureElement(button)
      if (again) store.hide()
      else store.show()
    },
    [store],
  )
  return { store, open }
}

export function SharedMenu({ store, label, items }: { store: Ariakit.MenuStore; label: string; items: Item[] }) {
  return (
    <Ariakit.Menu store={store} aria-label={label} gutter={4} className={styles.menu} unmountOnHide portal>
      <Items items={items} />
    </Ariakit.Menu>
  )
}

function Items({ items }: { items: Item[] }) {
  return items.map(({ label: text, icon: Icon, danger, disabled, onSelect }) => (
    <Ariakit.MenuItem
      key={text}
      className={classes(styles.item, danger && styles.danger)}
      disabled={disabled ?? false}
      onClick={onSelect}
    >
      {Icon && <Icon size={17} aria-hidden />}
      {text}
    </Ariakit.MenuItem>
  ))
}
