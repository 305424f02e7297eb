// Kata-kata daftar pintasan papan ketik.
import type { Words } from '..'
import type en from '../en/keys'

export default {
  title: 'Pintasan papan ketik',
  pages: 'Di mana saja',
  talk: 'Dalam obrolan',
  next: 'lalu',
  single: 'Pintasan satu huruf',
  singleMore: 'Matikan jika kamu berbicara kepada perangkatmu atau jika bertabrakan dengan pembaca layar.',
  does: {
    help: 'Daftar ini',
    goTalk: 'Ke obrolanmu',
    goScenarios: 'Ke skenario',
    goProgress: 'Ke kemajuan',
    goNotebook: 'Ke buku catatan',
    goReview: 'Ke ulasan',
    goFleet: 'Ke armada',
    goAccount: 'Ke akunmu',
    newTalk: 'Obrolan baru',
    search: 'Cari obrolan',
    write: 'Menulis',
    stop: 'Hentikan jawaban',
    corrections: 'Koreksi pesan terakhirmu',
    readAloud: 'Bacakan jawaban terakhir',
    send: 'Kirim',
    newLine: 'Baris baru',
    edit: 'Ubah pesan terakhirmu (di kotak kosong)',
  },
} satisfies Words<typeof en>
