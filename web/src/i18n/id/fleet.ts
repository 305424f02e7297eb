// Kata-kata bagian `fleet`.
import type { Words } from '..'
import type en from '../en/fleet'

export default {
  title: 'Armada',
} satisfies Words<typeof en>
