// Kata-kata bagian `notebook`.
import type { Words } from '..'
import type en from '../en/notebook'

export default {
  title: 'Buku catatan',
} satisfies Words<typeof en>
