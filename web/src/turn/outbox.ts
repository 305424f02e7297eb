// Turns that this device owes the fleet: each is a key of localStorage of its own, so that tabs that write at once never
// overwrite each other, and a killed browser finds all of them again. An entry is `sent` as soon as the service has stored the
// question, and leaves when its turn has ended. What lies there may be broken: that is left out. Knows nothing of requests. (A
// browser writes its storage some seconds later: one that is killed right after a word was typed may not have it.)

export interface Scene {
  id: string
  level: string
}

export interface Entry {
  turn: string
  conversation: string
  text: string
  /** when it was written, ISO; entries of a conversation are sent in this order */
  at: string
  replaces?: string
  scenario?: Scene
  /** the service has the question */
  sent?: boolean
  /** it was refused for a reason that waiting does not mend: the learner is asked what to do */
  held?: { status: number; message: string }
}

export interface Outbox {
  /** of one conversation, or all; the oldest first */
  entries(conversation?: string): Entry[]
  find(turn: string): Entry | undefined
  put(entry: Entry): void
  remove(turn: string): void
  /** Heard of each change, also of other tabs. */
  subscribe(listener: () => void): () => void
}

export function outbox(learner: string): Outbox {
  const prefix = `tutorfleet.outbox.${learner}.`
  const unkept = new Map<string, Entry>() // where there is no storage, or it is full
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  const heard = (event: StorageEvent) => {
    if (event.key === null || event.key.startsWith(prefix)) tell()
  }
  return {
    entries: (conversation) =>
      [...stored(prefix), ...unkept.values()]
        .filter((entry) => conversation === undefined || entry.conversation === conversation)
        .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1)),
    find: (turn) => unkept.get(turn) ?? read(prefix + turn),
    put(entry) {
      unkept.delete(entry.turn)
      if (!write(prefix + entry.turn, entry)) unkept.set(entry.turn, entry)
      tell()
    },
    remove(turn) {
      unkept.delete(turn)
      erase(prefix + turn)
      tell()
    },
    subscribe(listener) {
      if (listeners.size === 0) addEventListener('storage', heard)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) removeEventListener('storage', heard)
      }
    },
  }
}

const boxes = new Map<string, Outbox>()

/** The one of this page, so that everybody here hears of every change. */
export function boxOf(learner: string): Outbox {
  const there = boxes.get(learner) ?? outbox(learner)
  boxes.set(learner, there)
  return there
}

function stored(prefix: string): Entry[] {
  return keys(prefix).flatMap((key) => read(key) ?? [])
}

function keys(prefix: string): string[] {
  try {
    return Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '').filter((key) =>
      key.startsWith(prefix),
    )
  } catch {
    return []
  }
}

function read(key: string): Entry | undefined {
  try {
    const raw = localStorage.getItem(key)
    const entry = raw === null ? undefined : (JSON.parse(raw) as Entry)
    return entry && good(entry) ? entry : undefined
  } catch {
    return undefined
  }
}

function good({ turn, conversation, text, at }: Entry): boolean {
  return [turn, conversation, text, at].every((each) => typeof each === 'string' && each !== '')
}

function write(key: string, entry: Entry): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(entry))
    return true
  } catch {
    return false
  }
}

function erase(key: string): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // no storage: it was never there
  }
}
