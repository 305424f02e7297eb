// Puts a .gz and a .br beside every text of a build, for a server that hands them out as they are (service/web_files.py).
//
//     node web/precompress.mjs FOLDER
//
// A text that is too small to gain from it is left alone. It does not know what the files are for.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const TEXTS = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.webmanifest'])
const SMALLEST = 1024

for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && TEXTS.has(extname(entry.name))) {
    pack(join(entry.parentPath, entry.name))
  }
}

function pack(path) {
  const text = readFileSync(path)
  if (text.length < SMALLEST) {
    return
  }
  const hint = {
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  }
  writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }))
  writeFileSync(`${path}.br`, brotliCompressSync(text, { params: hint }))
}
