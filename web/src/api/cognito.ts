// Cognito's actions (docs/api.md, Accounts): those that need no token (sign up, confirm, forgotten password), and for accounts of
// a foreign issuer those of a session.

import { config } from './config'
import { Unreachable } from './errors'
import { refusal } from './http'

export type Action =
  | 'SignUp'
  | 'ConfirmSignUp'
  | 'ResendConfirmationCode'
  | 'ForgotPassword'
  | 'ConfirmForgotPassword'
  | 'InitiateAuth'
  | 'RevokeToken'
  | 'GlobalSignOut'
  | 'ChangePassword'

/** these know their client by the token */
const WITHOUT_CLIENT: ReadonlySet<Action> = new Set(['GlobalSignOut', 'ChangePassword'])

/** The action's answer. Raises Refused (with `kind`), Unreachable. */
export async function cognito<T = unknown>(action: Action, parameters: Record<string, unknown>): Promise<T> {
  const { cognito: url, clientId } = await config().catch((reason) => Promise.reject(new Unreachable(reason)))
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${action}`,
  }
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify(WITHOUT_CLIENT.has(action) ? parameters : { ClientId: clientId, ...parameters }),
  }).catch((reason) => Promise.reject(new Unreachable(reason)))
  if (!response.ok) throw await refusal(response)
  return (await response.json()) as T
}
