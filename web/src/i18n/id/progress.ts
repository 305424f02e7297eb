// Kata-kata bagian `progress`.
import type { Words } from '..'
import type en from '../en/progress'

export default {
  title: 'Kemajuan',
} satisfies Words<typeof en>
