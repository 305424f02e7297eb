// Kata-kata bagian `account`.
import type { Words } from '..'
import type en from '../en/account'

export default {
  title: 'Akun',
} satisfies Words<typeof en>
