// How long a message may be, counted as the service counts it. Pure.

/** characters (code points) of one message */
export const LIMIT = 8_000
/** from here on the learner sees how many there are */
export const NEAR_LIMIT = 7_000

/** Code points; a short text is not counted one by one. */
export function readable(text: string): number {
  return text.length <= NEAR_LIMIT ? text.length : Array.from(text).length
}
