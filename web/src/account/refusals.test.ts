import { expect, test } from 'vitest'
import { Refused, Unreachable } from '@/api/errors'
import { refusal } from './refusals'

function of(status: number, kind: string, message = 'as the fleet says it') {
  return refusal(new Refused(status, message, kind ? { kind } : {}))
}

test.each([
  [401, 'NotAuthorizedException', 'wrong', []],
  [400, 'NotAuthorizedException', 'wrong', []],
  [401, '', 'wrong', []],
  [403, 'UserNotConfirmedException', 'notConfirmed', ['confirm']],
  [400, 'UsernameExistsException', 'exists', ['signIn', 'forgot']],
  [400, 'InvalidPasswordException', 'weak', []],
  [400, 'CodeMismatchException', 'wrongCode', ['resend']],
  [400, 'ExpiredCodeException', 'oldCode', ['resend']],
  [400, 'CodeDeliveryFailureException', 'notDelivered', []],
  [400, 'LimitExceededException', 'tooMany', []],
  [429, 'TooManyRequestsException', 'tooMany', []],
  [429, '', 'tooMany', []],
  [400, 'InvalidParameterException', 'other', []],
])('%i %s is said as %s', (status, kind, said, ways) => {
  expect(of(status, kind)).toEqual({ said, message: 'as the fleet says it', ways })
})

test('too many passwords are told from a wrong one', () => {
  expect(of(401, 'NotAuthorizedException', 'Password attempts exceeded')).toMatchObject({
    said: 'tooManyPasswords',
    ways: ['forgot'],
  })
})

test('Cognito says its kind as __type', () => {
  expect(refusal(new Refused(400, '', { __type: 'UsernameExistsException' }))?.said).toBe('exists')
})

test.each([new Unreachable(), new Refused(503, 'later'), new Error('ours'), 'x'])('%s is no refusal', (error) => {
  expect(refusal(error)).toBeNull()
})

test('a fleet whose accounts are kept elsewhere says where', () => {
  const message = 'Accounts are kept by https://issuer.example'
  expect(of(400, 'InvalidParameterException', message)).toEqual({ said: 'elsewhere', message, ways: [] })
})
