// Markdown without HTML, loaded when the first reply has some. Links open elsewhere and tell that page nothing; pictures are named,
// never fetched; headings look like headings and do not join the page's outline.

import Markdown, { type MarkdownToJSX } from 'markdown-to-jsx/react'
import type { ComponentProps, ReactNode } from 'react'
import styles from './reply.module.css'

export default function Marked({ text, streaming }: { text: string; streaming: boolean }) {
  return <Markdown options={streaming ? growing : whole}>{text}</Markdown>
}

function Link({ href, children }: ComponentProps<'a'>) {
  if (!href || !/^(https?|mailto):/i.test(href)) return <span>{children}</span>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}

function Heading({ children }: { children?: ReactNode }) {
  return <p className={styles.heading}>{children}</p>
}

function Picture({ alt }: ComponentProps<'img'>) {
  return <em>{alt}</em>
}

/** What scrolls sideways must be reachable by keyboard. */
function Scrolled({ children }: { children?: ReactNode }) {
  return (
    <div className={styles.wide} tabIndex={0}>
      <table>{children}</table>
    </div>
  )
}

const whole: MarkdownToJSX.Options = {
  disableParsingRawHTML: true,
  forceBlock: true,
  overrides: {
    a: Link,
    img: Picture,
    table: Scrolled,
    ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, Heading])),
  },
}
const growing: MarkdownToJSX.Options = { ...whole, optimizeForStreaming: true }
