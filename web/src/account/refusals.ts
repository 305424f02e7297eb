// What the fleet's refusal of an account's request means to the learner, and the way out. Pure.

import { Refused } from '@/api/errors'

export type Way = 'signIn' | 'forgot' | 'confirm' | 'resend'

export interface Refusal {
  /** a word of `account.refused` */
  said:
    | 'wrong'
    | 'tooManyPasswords'
    | 'notConfirmed'
    | 'exists'
    | 'weak'
    | 'wrongCode'
    | 'oldCode'
    | 'notDelivered'
    | 'tooMany'
    | 'elsewhere'
    | 'challenge'
    | 'other'
  /** the fleet's own sentence, for those that quote it */
  message: string
  ways: Way[]
}

const KINDS: Readonly<Record<string, Omit<Refusal, 'message'>>> = {
  NotAuthorizedException: { said: 'wrong', ways: [] },
  UserNotConfirmedException: { said: 'notConfirmed', ways: ['confirm'] },
  UsernameExistsException: { said: 'exists', ways: ['signIn', 'forgot'] },
  InvalidPasswordException: { said: 'weak', ways: [] },
  CodeMismatchException: { said: 'wrongCode', ways: ['resend'] },
  ExpiredCodeException: { said: 'oldCode', ways: ['resend'] },
  CodeDeliveryFailureException: { said: 'notDelivered', ways: [] },
  LimitExceededException: { said: 'tooMany', ways: [] },
  TooManyRequestsException: { said: 'tooMany', ways: [] },
  Challenge: { said: 'challenge', ways: [] },
}

/** null: it is no refusal of ours (nobody answered, or a fault), and is said as everywhere. */
export function refusal(error: unknown): Refusal | null {
  if (!(error instanceof Refused) || error.status >= 500) return null
  const { message, kind, status } = error
  if (kind === 'NotAuthorizedException' && message.includes('exceeded'))
    return { said: 'tooManyPasswords', message, ways: ['forgot'] }
  if (kind === 'InvalidParameterException' && message.startsWith('Accounts are kept by'))
    return { said: 'elsewhere', message, ways: [] }
  const known = KINDS[kind] ?? (status === 401 ? KINDS.NotAuthorizedException : undefined)
  const said = known ?? { said: status === 429 ? ('tooMany' as const) : ('other' as const), ways: [] }
  return { ...said, message }
}
