// What public/early.js asked before the scripts of the page were there, to be had by whoever would ask it now. Each once.

type Asked = 'config' | 'session'

const page = globalThis as { tutorfleetEarly?: Partial<Record<Asked, Promise<Response | undefined>>> }

/** Undefined where nobody asked, or it went wrong, or somebody has had it. */
export async function takeEarly(what: Asked): Promise<Response | undefined> {
  const answer = page.tutorfleetEarly?.[what]
  delete page.tutorfleetEarly?.[what]
  return answer?.catch(() => undefined)
}
