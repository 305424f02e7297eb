// What the page is told about its fleet: `/config.json`, a file beside index.html on a static host.

import { takeEarly } from './early'

export interface Config {
  version: string
  /** where tokens are kept: in cookies that no script can read, or (accounts of a foreign issuer) in this page */
  auth: 'cookie' | 'tokens'
  /** the address that speaks Cognito's protocol */
  cognito: string
  clientId: string
  /** put before every path of the API; empty on the fleet's own address */
  api: string
  /** regions of workers, the home region first */
  regions: string[]
  /** whether a new account needs no code */
  autoConfirm: boolean
}

const PATIENCE_MS = 10_000
let loaded: Promise<Config> | undefined

/** The configuration, asked once; a failure is asked again. */
export function config(): Promise<Config> {
  loaded ??= asked().catch((reason) => {
    loaded = undefined
    throw reason
  })
  return loaded
}

async function asked(): Promise<Config> {
  const early = await takeEarly('config')
  const response = early ?? (await fetch('/config.json', { signal: AbortSignal.timeout(PATIENCE_MS) }))
  if (!response.ok) throw new Error(`config.json: ${response.status}`)
  return response.json()
}
