// Yang dikatakan tentang bahasa Inggris seseorang: keterampilan dan jenis kesalahan.
import type { Words } from '..'
import type en from '../en/english'

export default {
  title: 'Bahasa Inggris',
  skills: {
    written_fluency: 'Kelancaran menulis',
    vocabulary: 'Kosakata',
    grammar: 'Tata bahasa',
    comprehension: 'Pemahaman',
    coherence: 'Keruntutan',
    digital_etiquette: 'Kesopanan',
    responsiveness: 'Ketanggapan',
    clarity: 'Kejelasan',
    overall_communication: 'Komunikasi secara keseluruhan',
  },
  skillsMore: {
    written_fluency: 'Seberapa banyak kamu menulis, dan seberapa mudah kalimatmu mengalir.',
    vocabulary: 'Seberapa beragam kata yang kamu pakai, dan seberapa jarang kata itu.',
    grammar: 'Seberapa sedikit kesalahan dalam kalimatmu.',
    comprehension: 'Seberapa cocok jawabanmu dengan pertanyaannya.',
    coherence: 'Seberapa runtut hubungan antarkalimatmu.',
    digital_etiquette: 'Salam, terima kasih, dan nada yang ramah.',
    responsiveness: 'Seberapa lengkap kamu menjawab, dan apakah kamu bertanya balik.',
    clarity: 'Seberapa mudah kalimatmu dibaca.',
    overall_communication: 'Semua hal di atas bersama-sama.',
  },
  categories: {
    tense: 'Kala (tense)',
    'verb-form': 'Bentuk kata kerja',
    agreement: 'Kesesuaian subjek',
    article: 'Artikel (a, an, the)',
    preposition: 'Kata depan',
    plural: 'Tunggal dan jamak',
    pronoun: 'Kata ganti',
    'word-order': 'Urutan kata',
    'word-choice': 'Pilihan kata',
    adjective: 'Kata sifat',
    connective: 'Kata penghubung',
    spelling: 'Ejaan',
    capitalisation: 'Huruf besar',
    punctuation: 'Tanda baca',
    repetition: 'Pengulangan',
    other: 'Lainnya',
  },
} satisfies Words<typeof en>
