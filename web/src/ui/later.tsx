// A component that is loaded when it is first shown, such as a dialog that most visits never open: nothing stands in its place
// until it is there.

import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'

export function later<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): (props: P) => ReactNode {
  const Loaded = lazy(load) as unknown as ComponentType<P>
  return (props) => (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  )
}
