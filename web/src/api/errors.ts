// What can go wrong between this page and its fleet: an answer that says no, or no answer.

/** The fleet answered with an error: its status, its sentence, and what else it said. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly body: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
    this.name = 'Refused'
  }

  /** Cognito's name of an error, where it has one. */
  get kind(): string {
    const kind = this.body.kind ?? this.body.__type
    return typeof kind === 'string' ? kind : ''
  }
}

/** Nobody answered: offline, or the fleet is down. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super('unreachable', { cause })
    this.name = 'Unreachable'
  }
}

/** Whether the same request may succeed a moment later. */
export function passing(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Refused && [429, 502, 503, 504].includes(error.status))
}
