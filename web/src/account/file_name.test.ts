import { expect, test } from 'vitest'
import { fileName } from './file_name'

const day = new Date(2026, 10, 1, 23, 59)

test.each([
  ['Ayu Lestari', 'tutorfleet-ayu-lestari-2026-11-01.json'],
  ['José  Ñandú', 'tutorfleet-jose-nandu-2026-11-01.json'],
  ['../../etc/passwd', 'tutorfleet-etc-passwd-2026-11-01.json'],
  ['王小明', 'tutorfleet-2026-11-01.json'],
  ['', 'tutorfleet-2026-11-01.json'],
])('%j', (name, file) => {
  expect(fileName(name, day)).toBe(file)
})

test('a long name is cut', () => {
  expect(fileName('a'.repeat(200), day)).toBe(`tutorfleet-${'a'.repeat(40)}-2026-11-01.json`)
})
