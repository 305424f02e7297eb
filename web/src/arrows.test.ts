// The picture in docs/web.md, kept true: what a module imports lies in its own room or on a lower floor, and no two modules need
// each other.

import { expect, test } from 'vitest'

/** Floors from the top; rooms of one floor do not know each other. A module outside any room is a room by its own name. */
const FLOORS = [
  ['main'],
  ['app'],
  ['shell'],
  ['pages'],
  ['talk', 'scenarios', 'progress', 'notebook', 'fleet', 'account'],
  ['turn'],
  ['scene', 'speech', 'language', 'region', 'offline'],
  ['ui'],
  ['api'],
  ['state'],
  ['i18n'],
]
const sources = import.meta.glob<string>(['./**/*.{ts,tsx}', '!./**/*.test.*', '!./vite-env.d.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const imports = new Map(Object.entries(sources).map(([path, text]) => [nameOf(path), imported(nameOf(path), text)]))

test('every room has a floor', () => {
  const rooms = new Set([...imports.keys()].map(roomOf))
  expect([...rooms].sort()).toEqual(FLOORS.flat().sort())
})

test('a module knows only its own room and what lies below it', () => {
  const wrong = [...imports].flatMap(([from, all]) =>
    all.filter((to) => roomOf(to) !== roomOf(from) && floorOf(to) <= floorOf(from)).map((to) => `${from} -> ${to}`),
  )
  expect(wrong).toEqual([])
})

test('no modules need each other in a circle', () => {
  expect(circle()).toEqual([])
})

function nameOf(path: string): string {
  return path.replace(/^\.\//, '').replace(/\.tsx?$/, '')
}

function roomOf(module: string): string {
  return module.split('/', 1)[0] as string
}

function floorOf(module: string): number {
  return FLOORS.findIndex((rooms) => rooms.includes(roomOf(module)))
}

/** The modules of ours that this one names, also those that it loads later. */
function imported(module: string, text: string): string[] {
  const named = [...text.replace(/^\s*\/\/.*$/gm, '').matchAll(/(?:\bfrom|\bimport\(?)\s*'((?:@|\.)[^']*)'/g)].map(
    (match) => match[1] as string,
  )
  return named.filter((path) => /^[@.]\.?\//.test(path) && !path.endsWith('.css')).map((path) => resolved(module, path))
}

function resolved(module: string, path: string): string {
  const base = path.startsWith('@/') ? '' : module.replace(/[^/]*$/, '')
  const parts = new URL(base + path.replace(/^@\//, ''), 'file:///').pathname.slice(1).replace(/\/$/, '')
  return (sources[`./${parts}.ts`] ?? sources[`./${parts}.tsx`]) ? parts : `${parts}/index`
}

/** One circle of modules, as a way from a module to itself; [] if there is none. */
function circle(): string[] {
  const done = new Set<string>()
  const walk = (module: string, way: string[]): string[] => {
    if (way.includes(module)) return [...way.slice(way.indexOf(module)), module]
    if (done.has(module)) return []
    done.add(module)
    for (const next of imports.get(module) ?? []) {
      const found = walk(next, [...way, module])
      if (found.length) return found
    }
    return []
  }
  return [...imports.keys()].map((module) => walk(module, [])).find((found) => found.length) ?? []
}
