// Kata-kata bagian `talk`.
import type { Words } from '..'
import type en from '../en/talk'

export default {
  title: 'Obrolan',
} satisfies Words<typeof en>
