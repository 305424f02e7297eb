// Kata-kata bagian `notebook`.
import type { Words } from '..'
import type en from '../en/notebook'

export default {
  title: 'Catatan',
} satisfies Words<typeof en>
