// Where to go after signing in: an address of this page and of no other, whatever the query says. Pure.

const ENTRIES = ['/sign-in', '/sign-up', '/confirm', '/forgot']

/** The address in `raw` if it is a page of ours behind the sign-in, else `otherwise`. */
export function safeNext(raw: string | null | undefined, otherwise: string, here: string = location.origin): string {
  if (!raw?.startsWith('/')) return otherwise
  try {
    const url = new URL(raw, here)
    if (url.origin !== here || url.username !== '' || ENTRIES.includes(url.pathname)) return otherwise
    const path = url.pathname + url.search + url.hash
    return path.startsWith('//') ? otherwise : path
  } catch {
    return otherwise
  }
}
