"""Which language a message is in, as far as the tutor must know it: Indonesian, another one than English, or neither.

Small words tell: a language is heard when most words that are known at all are its own. Messages that mix English with
Indonesian are answered on their English. Knows nothing of other scripts' languages (`phrases.odd` sees the script).
"""

import re

from tutorfleet.language.words import words as word_list

READ = 600
"""Characters of a message that are looked at."""
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
_INDONESIAN = (
    "saya aku kamu anda dia kami kita mereka ini itu yang dan atau tapi tetapi karena kalau untuk dari dengan di ke pada tidak bukan "
    "belum sudah akan sedang bisa boleh mau ingin harus suka punya ada sangat sekali juga lagi masih hanya saja semua banyak makan "
    "minum tidur pergi datang belajar tolong terima kasih maaf selamat pagi siang sore malam hari besok kemarin sekarang nanti apa "
    "siapa kenapa mengapa bagaimana gimana kapan mana berapa kabar gak nggak enggak ga banget dong sih deh kok nih aja kayak kayaknya "
    "tadi terus abis habis udah pengen pingin kangen cara bilang artinya dasar goblok bodoh tolol jawabanmu ngaco lo lu gue gua elo nya "
    "bikin dimarahin ketinggalan kereta telat capek sedih senang bingung lupa takut temen temanku temenku ibuku bapakku rumah sekolah "
    "kantor kerja tugas guru cikgu faham tak awak dalam kelas cakap sama cuma biar supaya sampai setiap minggu bulan tahun baru lama "
    "makasih mohon iya ya gimana emang memang kan lah pun jadi bilang tanya jawab bahasa inggris indonesia"
)
INDONESIAN = frozenset(_INDONESIAN.split())
_COMMON = (
    "i you he she it we they me him her us them my your his its our their a an the this that these those is am are was were be been do "
    "does did have has had can could will would should must may not no yes and or but because so if when what who where why how in "
    "on at to of for from with about like want go went get very good bad today yesterday there here i'm don't it's"
)
COMMON = frozenset(_COMMON.split())
"""Everyday English words."""
_OTHERS = (
    "el la los las una que es estoy soy yo tu mi me por para con pero muy bien gracias hola como donde cuando porque hablo hablas puedo "
    "quiero tengo vivo trabajo llamo español inglés ayer hoy mañana este esta también del al se lo le "
    "je ne pas suis vous nous ils elle est et les des un une du dans pour avec mais très bonjour merci comment où quand parce mon ma mes "
    "parle j'ai c'est peux veux anglais aujourd'hui pouvez aider "
    "ich du wir ihr sie und oder nicht kein eine einen der das den dem ist sind habe haben kann mein meine mit auf für aber danke guten "
    "wie heißt spreche deutsch englisch heute "
    "eu você ele ela nós não sim mas obrigado obrigada meu minha estou falo quero uma com muito bom dia hoje "
    "io sono non che di il mio mia ciao grazie come sei parlo voglio ho della per "
    "ik jij niet het een maar heb ben met voor ook "
    "tôi bạn là không và của một có rất cho này hôm nay mệt muốn học "
    "ako ikaw siya ang mga ng sa hindi ako'y po opo kasi gusto salamat ko mo na "
    "ora karo lagi wis arep kowe kula mboten iki kuwi omong aku kancaku gelem nggondhok sampeyan matur nuwun piye opo"
)
_ELSEWHERE = (
    frozenset(_OTHERS.split())
    - COMMON
    - {"me", "la", "de", "come", "dia", "di", "aku", "lagi", "na", "per", "le", "al"}
)
_MARKS = re.compile("[¿¡ßñãõøåęłşğđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.I)


def indonesian(text: str) -> float:
    """Share of words that are Indonesian; 0 for fewer than three words, or fewer than two of them."""
    found = _words(text)
    hits = sum(word in INDONESIAN or (word in word_list("indonesian") and word not in COMMON) for word in found)
    return hits / len(found) if len(found) > 2 and hits > 1 else 0.0


def foreign(text: str) -> bool:
    """Whether it is another language in Latin letters than English and Indonesian."""
    found = _words(text)
    english, other = sum(word in COMMON for word in found), sum(word in _ELSEWHERE for word in found)
    marks = len(_MARKS.findall(text[:READ]))
    return (other > 1 and other > english) or (marks > 0 and other + marks > max(1, english))


def strange(text: str) -> bool:
    """Whether no everyday English word is in it."""
    return not any(word in COMMON for word in _words(text))


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text[:READ].replace("’", "'"))]
