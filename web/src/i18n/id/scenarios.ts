// Kata-kata bagian `scenarios`.
import type { Words } from '..'
import type en from '../en/scenarios'

export default {
  title: 'Skenario',
} satisfies Words<typeof en>
