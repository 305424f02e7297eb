// Kata-kata bagian `speech`.
import type { Words } from '..'
import type en from '../en/speech'

export default {
  title: 'Suara',
  lead: 'Cara balasan dibacakan di perangkat ini.',
  listen: {
    begin: 'Bicara',
    end: 'Berhenti mendengarkan',
    now: 'Mendengarkan',
    title: 'Bicara saja, tidak perlu mengetik',
    how: 'Tahan tombol mikrofon selama kamu bicara, atau tekan sekali untuk mulai dan sekali lagi untuk selesai. Yang terdengar muncul di kotak, dan bisa kamu ubah sebelum dikirim.',
    privacy:
      'Peramban mengubah suaramu menjadi teks. Untuk itu beberapa peramban mengirim suara ke pembuatnya. Fleet ini tidak pernah menerima suaramu.',
    agree: 'Mengerti, dengarkan',
    unsupported:
      'Peramban ini tidak bisa mengubah suara menjadi teks. Chrome, Edge, dan Safari bisa; begitu juga tombol mikrofon di kebanyakan papan ketik ponsel.',
    trouble: {
      denied: 'Peramban tidak boleh memakai mikrofon. Izinkan di samping alamat, lalu coba lagi.',
      microphone: 'Mikrofon tidak ditemukan.',
      network: 'Di peramban ini, bicara memerlukan koneksi, dan koneksinya tidak ada. Kamu bisa mengetik.',
      silence: 'Tidak ada yang terdengar. Coba lagi sedikit lebih keras.',
      unsupported: 'Peramban ini tidak bisa mendengarkan bahasa Inggris.',
      other: 'Peramban berhenti mendengarkan.',
    },
  },
  aloud: {
    read: 'Bacakan',
    stop: 'Berhenti membacakan',
    always: 'Bacakan balasan begitu muncul',
    alwaysMore: 'Kalimat yang sedang dibacakan ditandai dalam teks.',
    voice: 'Suara',
    own: 'Pilihan peramban',
    remote: '{{name}} (daring)',
    remoteMore: 'Suara bertanda “daring” mengirim teks ke pembuat perambanmu.',
    rate: 'Kecepatan',
    times: '{{rate}}×',
    try: 'Dengarkan satu kalimat',
    noVoice:
      'Perangkat ini tidak punya suara bahasa Inggris. Kamu bisa menambahkannya di pengaturan sistem, bagian ucapan atau teks-ke-ucapan.',
    unsupported: 'Peramban ini tidak bisa membacakan.',
  },
} satisfies Words<typeof en>
