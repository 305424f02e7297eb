// The session has ended under the learner's hands: the password is asked for in place, the page behind stays as it is.

export function Expired() {
  return null
}
