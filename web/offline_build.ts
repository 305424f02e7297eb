// Builds the service worker beside the page, as one file of its own, and writes into it what the build is made of: every file, and a
// version that changes with any of them.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { build, type Plugin } from 'vite'
import type { Build } from './src/offline/ways'

const WORKER = 'sw.js'
const INDEX = 'index.html'

export function offline(): Plugin {
  let folder = ''
  let root = ''
  return {
    name: 'offline',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
      root = config.root
    },
    async closeBundle() {
      const worker = join(folder, WORKER)
      await buildWorker(root, folder)
      const code = readFileSync(worker, 'utf8')
      if (!code.includes('.__BUILD__')) throw new Error(`${WORKER} does not ask for its build`)
      const told = JSON.stringify(described(folder, readFileSync(join(root, 'src/pages.ts'), 'utf8')))
      writeFileSync(worker, `self.__BUILD__=${told};${code}`)
    },
  }
}

async function buildWorker(root: string, folder: string): Promise<void> {
  await build({
    ...{ root, configFile: false, publicDir: false, logLevel: 'warn' },
    build: {
      ...{ outDir: folder, emptyOutDir: false, target: 'es2022' },
      rollupOptions: {
        input: join(root, 'src/offline/worker.ts'),
        output: { format: 'iife', entryFileNames: WORKER },
      },
    },
  })
}

function described(folder: string, pages: string): Build {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
  const files = all.filter((path) => path !== WORKER && path !== INDEX)
  const hash = createHash('sha256')
  for (const path of all) hash.update(path).update(readFileSync(join(folder, path)))
  return {
    version: hash.digest('hex').slice(0, 16),
    files: files.map((path) => `/${path}`),
    entry: found(readFileSync(join(folder, INDEX), 'utf8'), /<script type="module"[^>]* src="([^"]+)"/g)[0] ?? '',
    pages: found(pages, /path: '([^']+)'/g),
  }
}

/** What a pattern's group is, everywhere; an error if it is nowhere. */
function found(text: string, pattern: RegExp): string[] {
  const all = Array.from(text.matchAll(pattern), (match) => match[1] ?? '')
  if (all.length === 0) throw new Error(`the build has nothing like ${pattern}`)
  return all
}
