"""What must not be left to a model: crisis and self-harm, grief, abuse. Rules on the learner's words.

`notice` says whether a message, in English or Indonesian, needs care before any model sees it; `reply` is the answer that
is then given. It reads single messages; what an earlier one said is the caller's to remember. Words said in jest or about
a film pass ("this exam kills me"), and where it is not clear which, we take the words seriously.

The contact in the reply: healing119.id is the free support line of Indonesia's Ministry of Health (kesprimkom.kemkes.go.id,
7 August 2025). No telephone number is given: those that could be found were contradicted by others.
"""

import re
from typing import Literal

import msgspec

Kind = Literal["crisis", "grief", "abuse"]
Language = Literal["en", "id"]
LONGEST = 20_000


class Notice(msgspec.Struct, frozen=True):
    """`kind`, and the words of the message that it rests on."""

    kind: Kind
    evidence: str


def notice(text: str) -> Notice | None:
    """What in this message needs care, the gravest first; None for an ordinary message. Never raises."""
    plain = re.sub(r"[’ʼ`´]", "'", text[:LONGEST]).lower()
    plain = re.sub(r"[\s\u200b-\u200d\ufeff]+", " ", plain)
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...] = (("crisis", _CRISIS), ("abuse", _ABUSE), ("grief", _GRIEF))
    for kind, words in kinds:
        found = next((m for m in words.finditer(_HARMLESS.sub(_blank, plain))), None)
        if found:
            return Notice(kind, found[0].strip())
    return None


def reply(notice: Notice, language: Language = "en") -> str:
    """A written answer for the notice: serious and warm, with where to find help; for grief one gentle open question."""
    return REPLIES[notice.kind][language]


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
    "abuse": {
        "en": (
            "Thank you for telling me. I am very sorry that this happens to you. It is not your fault, and nobody "
            "has the right to hurt you. "
            "I am a computer program and cannot help you as a person can. Please tell someone you trust, such "
            "as a relative, a teacher or a doctor. "
            "If you are in danger now, please go to a safe place and call your local emergency number."
        ),
        "id": (
            "Terima kasih sudah bercerita. Saya sangat menyesal hal ini terjadi padamu. Ini bukan salahmu, dan "
            "tidak ada yang berhak menyakitimu. "
            "Saya program komputer dan tidak bisa menolong seperti manusia. Tolong ceritakan kepada orang yang "
            "kamu percaya, misalnya keluarga, guru, atau dokter. "
            "Kalau kamu sedang dalam bahaya, pergilah ke tempat yang aman dan hubungi nomor darurat setempat."
        ),
    },
    "grief": {
        "en": (
            "I am very sorry for your loss. Take all the time that you need; there is no hurry here. Would you "
            "like to tell me a little about them?"
        ),
        "id": (
            "Saya turut berduka cita. Luangkan waktu sebanyak yang kamu perlukan; tidak perlu terburu-buru. Maukah "
            "kamu bercerita sedikit tentang kenanganmu?"
        ),
    },
}

_HARMLESS = re.compile(
    r"suicide squad|die laughing|died laughing|dying (?:to (?:see|know|try|go|meet|eat|visit|hear|have"
    r"|watch|get|play|read|be)|for a|of (?:laughter|boredom|curiosity|embarrassment))|to die for|die hard"
    r"|(?:in|of) (?:a|the|this|that|my) (?:film|movie|game|book|novel|series|story|drama|anime|match)\b[^.!?]*\b(?:die"
    r"|dies|died|kill|kills|killed|dead|suicide)\b"
    r"|\b(?:die|dies|died|kill|kills|killed|dead|suicide)\b[^.!?]{0,60} (?:in|of) (?:a|the|this|that|my) "
    r"(?:film|movie|game|book|novel|series|story|drama|anime|match)\b"
    r"|(?:phone|battery|laptop|car|computer|wifi|hp|baterai|motor|mesin|lampu)(?:ku|nya)? (?:is |was "
    r"|just |sudah |lagi )*(?:dead|died|dying|mati)|mati (?:lampu|listrik|gaya|lagi)"
    r"|not (?:suicidal|going to kill myself|want(?:ing)? to die)|(?:don't|do not) want to die|(?:suicide"
    r"|bunuh diri) (?:prevention|rate|rates|statistics|awareness)"
    r"|(?:pencegahan|angka|kasus) bunuh diri|mati-matian|(?:want|going|gonna) to die (?:of|from) (?:laughter"
    r"|embarrassment|boredom|hunger|heat)"
)
_CRISIS = re.compile(
    r"\b(?:kill(?:ing)? myself|(?:commit|committing|attempt(?:ed)?|think(?:ing)? (?:about|of)|thought "
    r"(?:about|of)|considering) suicide|suicidal|end(?:ing)? (?:my (?:own )?life|it all)|take my (?:own "
    r")?life|taking my (?:own )?life"
    r"|(?:want|wanted|wanna|wants|ready|decided|plan|planning|going|wish (?:i could|to)|would like|prefer"
    r"|rather) (?:to )?(?:die|be dead)\b(?! (?:laughing|hard))"
    r"|wish(?:ed)? (?:that )?i (?:was|were|am|be) (?:dead|not alive|never born|not here)|wish(?:ed)? (?:that "
    r")?i (?:had )?never (?:been )?(?:born|woke up)|wish (?:that )?i (?:would|could|did) ?(?:not|n't) "
    r"(?:wake up|exist|live)"
    r"|better (?:off )?(?:if (?:i(?:'m| am| was| were)|im) (?:not alive|not here|dead|gone|not around)|(?:off )?without me|off dead|dead)\b"
    r"|better (?:if )?i (?:don't|do not|didn't|never) (?:exist|live|wake up)"
    r"|(?:not|don't|do not|didn't|no longer|can't|cannot) (?:see |have |find |found |know |any )*(?:any "
    r"|a |the )?(?:reason|reasons|point|purpose) (?:to|in|of|for) (?:live|living|life|go on|going on|stay "
    r"alive|being alive|be alive)"
    r"|(?:no|any|what is the|what's the) (?:reason|reasons|point|purpose) (?:to|in|of|for) (?:live|living"
    r"|go on|going on|stay alive|being alive|my life)"
    r"|(?:don't|do not|dont|no longer|not) want to (?:live|be alive|wake up|exist|be here|go on living"
    r"|continue living)(?! (?:in|with|at|near|here in|there|alone|like|together|to|late|early|by)\b)"
    r"|(?:can't|cannot|cant) (?:go on|live|take it|do this) any ?(?:more|longer)|(?:tired|sick) of (?:living"
    r"|being alive|my life|this life|life)(?! (?:in|with|at|here|alone|near|together|on)\b)"
    r"|life (?:is|isn't|is not) (?:not )?worth (?:living|it|nothing)|nothing (?:left )?to live for|hate "
    r"(?:being alive|living)(?! (?:in|with|at|here|alone|near)\b)|give up on (?:my )?life|want (?:it|everything"
    r"|my life|the pain) to (?:end|stop)"
    r"|(?:want|wanted|going|wanna|like|thinking of|think about) (?:to )?(?:disappear forever|sleep and "
    r"never wake up|never wake up)|hope i (?:don't|never|do not) wake up|everyone (?:would|will) be (?:better"
    r"|happier) without me"
    r"|(?:hurt|hurting|cut|cutting|harm|harming|burn(?:ing)?) myself (?:on purpose|again|every|when|because"
    r"|to feel|last|at night|and)|(?:want|wanted|need|going|like|feel like|thinking about) (?:to )?(?:hurt"
    r"|hurting|cut|cutting|harm|harming) (?:myself|my wrists?)"
    r"|cut(?:ting)? my wrists?|self[- ]?harm(?:ing)?|i (?:self-harm|am harming myself)|jump(?:ing)? (?:off"
    r"|from) (?:a|the) (?:bridge|building|roof)(?=.{0,40}\b(?:die|end|over|myself)\b)|hang(?:ing)? myself"
    r"|overdose on|took too many pills"
    r"|bunuh diri|mau mati\b|ingin mati\b|pengen mati\b|pingin mati\b|pgn mati\b|lebih baik (?:aku |saya "
    r"|gue )?(?:mati|tidak ada|gak ada|nggak ada|tidak hidup)|mending (?:aku |saya |gue )?mati|(?:tidak"
    r"|gak|nggak|ga|tak) (?:mau|ingin|pengen) hidup(?! (?:di|dengan|sendiri|bersama|miskin))"
    r"|(?:akhiri|mengakhiri) hidup|(?:capek|lelah|cape) hidup|(?:tidak|gak|nggak|ga|tak) ada (?:alasan"
    r"|gunanya|gunanya lagi) (?:untuk |buat |aku |saya )*hidup|(?:menyakiti|melukai|nyakitin|menyayat) "
    r"diri(?: sendiri|ku)?|buat apa (?:aku |saya )?hidup|hidup(?:ku)? (?:tidak|gak|nggak|sudah tidak) "
    r"(?:ada )?(?:artinya|berarti|berguna)(?: lagi)?)"
)
_RELATION = (
    r"(?:grand)?(?:mother|father|mom|dad|mum|pa|ma|son|daughter|parents?)|mommy|daddy|grandparents?|brother"
    r"|sister|wife|husband|uncle|aunt|auntie|cousin|nephew|niece|(?:best |good |old |close )?friend|boyfriend"
    r"|girlfriend|baby|child|teacher|"
    r"neighbou?r(?:'s \w+)?|dog|cat|puppy|kitten|pet|rabbit|hamster|fianc[eé]e?|twin|colleague|boss|classmate"
)
_GRIEF = re.compile(
    rf"\b(?:my|our) (?:(?:dear|beloved|little|older|younger|old|late|poor|only|big|dearest) )*(?:{_RELATION})(?:'s "
    rf"\w+)? (?:(?:has|have|had|is|was|just|recently|suddenly|also|already|finally) )*(?:died|dead|die"
    rf"|dies|passed away|pass away|passed on|passed last|gone forever|been killed|was killed)\b"
    rf"|\b(?:lost|lose|losing|buried|bury|mourn|mourning) (?:my|our) (?:(?:dear|beloved|little"
    rf"|older|younger|old|late|only) )*(?:{_RELATION})(?! (?:'s )?(?:in the (?:mall|market|shop|crowd|supermarket)"
    rf"|\w*'s? (?:phone|number|key|bag|book)|phone|number|keys?|bag|book|at the (?:mall|market)))\b(?!')"
    r"|\bmiss(?:ing)? (?:my|our) late\b"
    r"|\b(?:funeral|death) of my\b|\bmy \w+(?:'s)? (?:funeral|death|grave)\b|\b(?:at|to|from|after) (?:the"
    r"|a|his|her|their) funeral\b|\bi (?:had|have) a miscarriage\b|\bpassed away\b|\bdied in my arms\b"
    r"|\b(?:ibu|ayah|bapak|mama|papa|nenek|kakek|kakak|adik|suami|istri|anak|teman|sahabat|paman|bibi"
    r"|kucing|anjing)(?:ku| saya| kami| aku)? (?:(?:sudah|baru|telah|baru saja) )*(?:meninggal|wafat|berpulang)\b"
    r"|\bmeninggal dunia\b|\bberduka\b"
)
_ABUSE = re.compile(
    r"\bmy (?:(?:step|grand)?(?:mother|father|mom|dad)|husband|wife|boyfriend|girlfriend|uncle|brother"
    r"|parents|boss|teacher|ex) (?:often |always |sometimes |still |again )*(?:hits?|beats?|hurts?|abuses?"
    r"|abused|rapes?|raped|molests?|molested|slaps?|slapped|kicks?|kicked|threatens? to kill) me\b(?! "
    r"(?:at|in) (?:chess|tennis|badminton|cards|games?|football|the game))"
    r"|\bi (?:was|am|have been|got|'m)(?: being)? (?:raped|abused|molested|sexually (?:abused|assaulted"
    r"|harassed)|beaten (?:by|at home))\b(?! at (?:chess|tennis|badminton))|\b(?:he|she|they|someone|somebody) "
    r"(?:raped|molested|abused|sexually assaulted) me\b|\bafraid (?:that )?(?:he|she|my husband|my father) "
    r"will (?:kill|hit|hurt|beat) me\b"
    r"|\b(?:aku|saya|gue) (?:di(?:pukuli|perkosa|lecehkan|aniaya|siksa)|sering dipukul)\b|\bdiperkosa\b|\bdilecehkan\b"
)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
