// Whether a reply is plain, and its paragraphs. Pure. In doubt it is not plain: then the reader of Markdown decides.

/** Nothing in it is a sign of Markdown. */
export function plain(text: string): boolean {
  return !/[*_`#[\]<>|~\\&]|https?:|^ {0,3}(?:[-+=]|\d+[.)])\s|^ {4}|^-{3}| {2}\n/m.test(text)
}

export function paragraphs(text: string): string[] {
  return text.split(/\n\s*\n/).filter((each) => each.trim() !== '')
}
