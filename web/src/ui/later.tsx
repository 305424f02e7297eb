// A component that is loaded when it is first shown, such as a page, or a dialog that most visits never open. What is there
// already stands at once: React's own `lazy` would show what stands in its place first, and keep that for 300 ms.

import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react'

type Load<P> = () => Promise<{ default: ComponentType<P> }>

/** It suspends until it is loaded; `load` loads it before. */
export type Loaded<P extends object = object> = ((props: P) => ReactNode) & { load(): Promise<unknown> }

/** For whoever has a Suspense of their own. */
export function loaded<P extends object>(load: Load<P>): Loaded<P> {
  let there: ComponentType<P> | undefined
  const asked: Load<P> = async () => {
    const found = await load()
    there = found.default
    return found
  }
  const Lazy = lazy(asked) as unknown as ComponentType<P>
  const Shown = (props: P) => {
    const [Component] = useState(() => there ?? Lazy) // one and the same as long as it is shown
    return <Component {...props} />
  }
  return Object.assign(Shown, { load: asked })
}

/** Nothing, or `waiting`, stands in its place until it is there. */
export function later<P extends object>(load: Load<P>, waiting: ReactNode = null): (props: P) => ReactNode {
  const Shown = loaded(load) as ComponentType<P>
  return (props) => (
    <Suspense fallback={waiting}>
      <Shown {...props} />
    </Suspense>
  )
}
