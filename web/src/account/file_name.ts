// The name of an exported file: whose it is and of which day, in letters that every disk takes. Pure.

export function fileName(name: string, at: Date): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
  return `${['tutorfleet', slug, day].filter(Boolean).join('-')}.json`
}
