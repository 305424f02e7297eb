// Requests to the fleet. An id token that has expired is renewed once, and when it cannot be, the request waits until the learner
// has signed in again, in place: nothing is lost. Who keeps tokens, and what a request carries to be believed, is the keeper's
// business (session.ts).

import { config } from './config'
import { Refused, Unreachable } from './errors'
import { keeper } from './session'

export interface Options {
  body?: unknown
  signal?: AbortSignal
  headers?: Record<string, string>
  /** it may outlive this page */
  keepalive?: boolean
}

/** A JSON answer's `data`, or the whole object where there is none. Raises Refused, Unreachable, AbortError. */
export async function ask<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const response = await send(method, path, options)
  const body = (await response.json()) as { data?: T }
  return body.data === undefined ? (body as T) : body.data
}

/** An answer that went well. Raises Refused, Unreachable, AbortError. */
export async function send(method: string, path: string, options: Options = {}): Promise<Response> {
  let response = await once(method, path, options)
  if (response.status === 401) {
    await keeper().renew(options.signal)
    response = await once(method, path, options)
  }
  if (!response.ok) throw await refusal(response)
  return response
}

/** One request as it is, 401 included. Raises Unreachable, AbortError. */
export async function once(
  method: string,
  path: string,
  { body, signal, headers, keepalive }: Options = {},
): Promise<Response> {
  const { api } = await config().catch((reason) => Promise.reject(new Unreachable(reason)))
  const sent: Record<string, string> = { ...(await keeper().headers()), ...headers }
  if (body !== undefined) sent['content-type'] = 'application/json'
  try {
    return await fetch(api + path, {
      method,
      headers: sent,
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
      ...(keepalive && { keepalive }),
      cache: 'no-store',
    })
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === 'AbortError') throw reason
    throw new Unreachable(reason)
  }
}

export async function refusal(response: Response): Promise<Refused> {
  const text = await response.text().catch(() => '')
  try {
    const body = JSON.parse(text) as Record<string, unknown>
    const message = body.message ?? body.error
    return new Refused(response.status, typeof message === 'string' ? message : response.statusText, body)
  } catch {
    return new Refused(response.status, text.slice(0, 200) || response.statusText)
  }
}
