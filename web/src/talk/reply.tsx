// What the tutor says. Most replies are plain sentences; the first that has Markdown loads what reads it, and is plain until then.

import { memo, Suspense } from 'react'
import { loaded } from '@/ui/later'
import { paragraphs, plain } from './plain_text'
import styles from './reply.module.css'

const Marked = loaded(() => import('./markdown'))

export const Reply = memo(function Reply({ text, streaming = false }: { text: string; streaming?: boolean }) {
  return (
    <div className={styles.reply} lang="en" data-english>
      {plain(text) ? (
        <Paragraphs text={text} />
      ) : (
        <Suspense fallback={<Paragraphs text={text} />}>
          <Marked text={text} streaming={streaming} />
        </Suspense>
      )}
    </div>
  )
})

function Paragraphs({ text }: { text: string }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name and only grow at the end
  return paragraphs(text).map((each, at) => <p key={at}>{each}</p>)
}
