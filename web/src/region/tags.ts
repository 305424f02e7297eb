// The models that a region's list (`/{region}/tags`) offers for talking. Pure.
// A fleet gives one model several names (aliases); it is offered once, and its other names are told.

export interface Model {
  name: string
  /** the same model's other names */
  also: string[]
  /** such as 1.76M; empty if the list does not say */
  size: string
  /** one of the small models of the package, which pick written sentences */
  starter: boolean
}

interface Listed {
  name: string
  digest: string
  size: string
}

/** The models of an answer, by name; what is not understood is left out. `wanted` names its model if it is one of several names. */
export function chatModels(body: unknown, wanted: string | null = null): Model[] {
  const listed = list(body)
    .map(read)
    .filter((each) => each !== null)
  return grouped(listed)
    .map((group) => model(group, wanted))
    .sort((one, other) => compare(one.name, other.name))
}

/** Whether a list of models has this name, whatever its spelling of `:latest`. */
export function offers(models: readonly Model[], name: string): boolean {
  return models.some((model) => [model.name, ...model.also].includes(short(name)))
}

/** One list for each digest. */
function grouped(listed: Listed[]): Listed[][] {
  const groups = new Map<string, Listed[]>()
  for (const each of listed) {
    const key = each.digest || each.name
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()]
}

function model(group: Listed[], wanted: string | null): Model {
  const names = [...new Set(group.map((each) => each.name))].sort(compare)
  const starter = names.find((name) => name.startsWith('starter'))
  const name = names.find((each) => wanted !== null && each === short(wanted)) ?? starter ?? names[0] ?? ''
  const also = names.filter((each) => each !== name)
  return { name, also, size: group[0]?.size ?? '', starter: starter !== undefined }
}

function list(body: unknown): unknown[] {
  const models = isObject(body) ? body.models : undefined
  return Array.isArray(models) ? models : []
}

function read(raw: unknown): Listed | null {
  if (!isObject(raw) || typeof raw.name !== 'string' || raw.name === '') return null
  const details = isObject(raw.details) ? raw.details : {}
  if (typeof details.family === 'string' && details.family.includes('bert')) return null // it embeds, it does not talk
  return { name: short(raw.name), digest: text(raw.digest), size: text(details.parameter_size) }
}

function short(name: string): string {
  return name.replace(/:latest$/, '')
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function compare(one: string, other: string): number {
  return one.localeCompare(other, 'en')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
