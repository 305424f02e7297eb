"""What is said to a message that needs care, by kind, in English and Indonesian: serious and warm, with where to find help.

The contact in the reply: healing119.id is the free support line of Indonesia's Ministry of Health (kesprimkom.kemkes.go.id,
7 August 2025; the press tells of it since 31 July 2025). No telephone number is given: those that could be found were
contradicted by others.
"""

from typing import Literal

Kind = Literal["crisis", "crisis other", "threat", "abuse", "grief", "teased", "concern", "sorrow", "after", "still"]
Language = Literal["en", "id"]
"""What each is about is said in `safety.py`, which chooses."""

REPLIES: dict[Kind, dict[Language, str]] = {
    "crisis": {
        "en": (
            "Thank you for telling me. I am very sorry that you are in so much pain, and I take what you wrote seriously. "
            "I am a computer program and cannot give you the help that you deserve, but people can. Please talk now with someone "
            "you trust, such as a family member, a friend or a teacher, and tell them what you told me; you do "
            "not have to be alone with it. "
            "A doctor or a counsellor can help you too. If you might hurt yourself, please call your local emergency "
            "number or go to the nearest hospital now. "
            "In Indonesia, the Ministry of Health offers free support at healing119.id."
        ),
        "id": (
            "Terima kasih sudah bercerita. Saya ikut sedih kamu merasa sesakit ini, dan saya menanggapi kata-katamu dengan serius. "
            "Saya program komputer dan tidak bisa memberi pertolongan yang layak kamu dapatkan, tetapi ada orang "
            "yang bisa. Tolong bicaralah sekarang dengan orang "
            "yang kamu percaya, misalnya keluarga, teman, atau guru, dan ceritakan apa yang kamu tulis; kamu "
            "tidak harus menanggungnya sendiri. "
            "Dokter atau konselor juga bisa membantu. Kalau kamu mungkin menyakiti diri, segera hubungi nomor "
            "darurat setempat atau pergi ke rumah sakit terdekat. "
            "Di Indonesia, Kementerian Kesehatan menyediakan dukungan gratis di healing119.id."
        ),
    },
    "crisis other": {
        "en": (
            "I am very sorry, this must be frightening for you. You are right to take it seriously. I am a computer program "
            "and cannot help as people can. If someone may be in danger at this moment, please do not leave them alone, and call "
            "your local emergency number or a doctor. Listen to them without judging, and tell an adult or a person you "
            "both trust today; you do not have to carry this by yourself. "
            "In Indonesia, the Ministry of Health offers free support at healing119.id, for you too."
        ),
        "id": (
            "Saya ikut prihatin, ini pasti membuatmu takut. Kamu benar menanggapinya dengan serius. "
            "Saya program komputer dan tidak bisa menolong seperti manusia. Kalau ada yang mungkin dalam bahaya saat ini, jangan "
            "tinggalkan dia sendiri, dan hubungi nomor darurat setempat atau dokter. Dengarkan tanpa menghakimi, dan beri tahu "
            "orang dewasa atau orang yang kalian percaya hari ini; kamu tidak harus menanggungnya sendiri. "
            "Di Indonesia, Kementerian Kesehatan menyediakan dukungan gratis di healing119.id, juga untukmu."
        ),
    },
    "threat": {
        "en": (
            "It sounds as if you are very angry, and perhaps something has hurt you. I cannot help to hurt anyone. If you mean what "
            "you wrote, please stop for a moment, step away from the other person, and talk now with someone you trust. If anyone is "
            "in danger, please call your local emergency number. When you are calmer, you can tell me here what happened."
        ),
        "id": (
            "Sepertinya kamu sangat marah, dan mungkin ada yang menyakitimu. Saya tidak bisa membantu menyakiti siapa pun. Kalau "
            "kamu bersungguh-sungguh, tolong berhenti sejenak, menjauhlah dari orang itu, dan bicaralah sekarang dengan orang "
            "yang kamu percaya. Kalau ada yang dalam bahaya, hubungi nomor darurat setempat. Kalau sudah lebih tenang, kamu boleh "
            "menceritakan di sini apa yang terjadi."
        ),
    },
    "abuse": {
        "en": (
            "Thank you for telling me. I am very sorry for what you are going through. It is not your fault, and nobody "
            "has the right to hurt you. "
            "I am a computer program and cannot help you as a person can. Please tell someone you trust, such "
            "as a relative, a teacher, a doctor or the police, and tell them again if nothing changes. "
            "If you are in danger now, please go to a safe place and call your local emergency number. "
            "In Indonesia, the Ministry of Health offers free support at healing119.id."
        ),
        "id": (
            "Terima kasih sudah bercerita. Saya ikut prihatin atas yang kamu alami. Ini bukan salahmu, dan "
            "tidak ada yang berhak menyakitimu. "
            "Saya program komputer dan tidak bisa menolong seperti manusia. Tolong ceritakan kepada orang yang "
            "kamu percaya, misalnya keluarga, guru, dokter, atau polisi, dan ceritakan lagi kalau tidak ada yang berubah. "
            "Kalau kamu sedang dalam bahaya, pergilah ke tempat yang aman dan hubungi nomor darurat setempat. "
            "Di Indonesia, Kementerian Kesehatan menyediakan dukungan gratis di healing119.id."
        ),
    },
    "concern": {
        "en": (
            "What you wrote sounds heavy, and I want to take it seriously. I am a computer program and may have understood you wrongly, "
            "so let me ask: how are you now? Are you safe? If you are in danger, or think about hurting yourself, or if someone hurts "
            "you, please talk today with someone you trust, such as a family member, a friend, a teacher or a doctor. In an emergency, "
            "please call your local emergency number. In Indonesia, the Ministry of Health offers free support at healing119.id."
        ),
        "id": (
            "Kata-katamu terdengar berat, dan saya ingin menanggapinya dengan serius. Saya program komputer dan mungkin salah mengerti, "
            "jadi saya ingin bertanya: bagaimana keadaanmu sekarang? Apakah kamu aman? Kalau kamu dalam bahaya, terpikir menyakiti diri, "
            "atau ada yang menyakitimu, tolong bicaralah hari ini dengan orang yang kamu percaya, misalnya keluarga, teman, guru, atau "
            "dokter. Dalam keadaan darurat, hubungi nomor darurat setempat. Di Indonesia, Kementerian Kesehatan menyediakan dukungan "
            "gratis di healing119.id."
        ),
    },
    "teased": {
        "en": (
            "I am sorry. Such words hurt, and they do not say who you are. If it goes on, please tell someone you trust, such as a "
            "parent or a teacher; you do not have to bear it alone. Would you like to tell me about someone who is kind to you?"
        ),
        "id": (
            "Saya ikut sedih. Kata-kata seperti itu menyakitkan, dan itu bukan dirimu yang sebenarnya. Kalau terus terjadi, tolong "
            "ceritakan kepada orang yang kamu percaya, misalnya orang tua atau guru; kamu tidak harus menanggungnya sendiri. Maukah "
            "kamu bercerita tentang seseorang yang baik kepadamu?"
        ),
    },
    "sorrow": {
        "en": (
            "That sounds sad, and I am sorry. Take your time; there is no hurry here. Would you like to tell me a little more about it?"
        ),
        "id": (
            "Kedengarannya menyedihkan, dan saya ikut prihatin. Tidak perlu terburu-buru. Maukah kamu bercerita sedikit lagi?"
        ),
    },
    "still": {
        "en": (
            "I am here, and there is no hurry. Have you told someone near you how you feel? If not, please do it today. You can also "
            "just tell me what you would like to talk about now."
        ),
        "id": (
            "Saya di sini, tidak perlu terburu-buru. Sudahkah kamu bercerita kepada seseorang di dekatmu? Kalau belum, tolong lakukan hari "
            "ini. Kamu juga boleh bilang saja ingin mengobrol tentang apa sekarang."
        ),
    },
    "after": {
        "en": (
            "I am glad that you are still talking with me. What you told me before is important, so please share it with a person near "
            "you today, someone you trust or a doctor; if it gets worse, please call your local emergency number. "
            "I am here to practice English with you whenever it feels right. Would you like to go on, or to rest for now?"
        ),
        "id": (
            "Saya senang kamu masih mau mengobrol. Yang kamu ceritakan tadi penting, jadi tolong ceritakan juga hari ini kepada "
            "orang di dekatmu, seseorang yang kamu percaya atau dokter; kalau terasa makin berat, segera hubungi nomor darurat setempat. "
            "Kalau kamu sudah siap, kita bisa berlatih bahasa Inggris lagi. Mau lanjut, atau istirahat dulu?"
        ),
    },
    "grief": {
        "en": (
            "I am very sorry for your loss. Take all the time you need; there is no hurry here. Would you "
            "like to tell me a little about them?"
        ),
        "id": (
            "Saya turut berduka cita. Luangkan waktu sebanyak yang kamu perlukan; tidak perlu terburu-buru. Maukah "
            "kamu bercerita sedikit tentang kenanganmu?"
        ),
    },
}
