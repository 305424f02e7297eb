"""Messages that need no model: signs, other scripts, code, and set phrases that learners use every day.

`odd` and `formula` say what such a message is; `asks`, `wants_advice` and the rest hear one thing each, by a rule.
English and a little Indonesian; anything else is for the linear model of `listening.py`.
"""

import re

from tutorfleet.language import moods
from tutorfleet.worker.questions import question, wonders
from tutorfleet.worker.tongues import WORD, foreign, indonesian

READ = 600
"""Characters of a message that are looked at."""
INDONESIAN = 0.5
"""From this share of Indonesian words on, a message is Indonesian and not English with a few of them."""
CODE = re.compile(
    r"</?\w+[^>]*>|\w+\([^)\s]*\)\s*[;:{]|[{};]\s*$|=>|\bimport \w+\s*$|https?://|www\.\w|\bSELECT\b.*\bFROM\b|\bDROP TABLE\b"
    r"|\w+\.\w+\(|\b(sudo|curl|git|docker|pip|npm|rm -rf|ls -)\s|```|^#include|\bdef \w+\(|[A-Z]:\\|Error:|'\s*OR\s*\d|\w==\w|\+\+;?"
    r"|\bprintf?\(|\b(const|let|var|int) \w+ ?=|line \d+, in",
    re.M,
)
_HELLO = (
    r"(?:(?:hi|hello|hey|halo|hai|good (?:morning|afternoon|evening|day|night))\W+)?"
    r"(?:(?:teacher|miss|sir|friend|my friend|there)\W+)?"
)
_RULES: tuple[tuple[re.Pattern[str], int, str, str], ...] = tuple(
    (re.compile(pattern, re.I), most, section, kind)
    for pattern, most, section, kind in (
        (rf"^{_HELLO}(?:so )?how(?:'s| is| are|re)? (?:are )?(?:you|u|it|everything|your day|life)\b(?: doing| going)?[^.!?]{{0,20}}\W*$",
         9, "greeting", "ask"),
        (r"\b(?:you|you're|u|bot|app|machine|robot)\b.*\b(?:stupid|dumb\w*|idiots?|useless|moron|trash|garbage|pathetic|goblok"
         r"|bodoh|tolol|bego|anjing|bangsat)\b"
         r"|\b(?:dasar|lu|lo|elo|kamu) (?:goblok|bodoh|tolol|bego|anjing|bangsat|kampret)\b|^(?:anjing|goblok|tolol|bangsat|fuck|shit)\b"
         r"|\bfuck (?:you|u|off)\b|\banjing (?:lo|lu|kamu)\b|^(?:shut up|stupid (?:bot|app|machine|robot|teacher))\b", 9, "rude", "says"),
        (r"^(?:assalamu\W?alaikum|selamat (?:pagi|siang|sore|malam)|halo)\b(?!.*\b(?:saya|aku|nama)\b)", 5, "greeting", "says"),
        (r"\bhow (?:was|is|are|were|about) (?:your|the) (?:weekend|holiday|vacation)\b[^.!?]*\?*$", 9, "weekend", "ask"),
        (r"\bwhat(?:'s| is| are|s) (?:your|ur) hobb(?:y|ies)\b", 9, "hobby", "ask"),
        (r"\bwhat(?:'s| is| are|s) (?:your|ur) (?:job|work|profession)\b", 9, "work", "ask"),
        (r"\bwhat(?:'s| is| are|s) (?:your|ur) (?:dreams?|ambition|goal)\b", 9, "dreams", "ask"),
        (r"^(?:\w+\W+){0,3}(?:you are|you're|u r|ur) (?:(?:really|so|such|the|a|an|my|very) )*(?:best|good|great|nice|kind|amazing"
         r"|awesome|helpful|patient"
         r"|smart|wonderful|cool|clever)\b(?! at)", 14, "compliment", "says"),
        (r"\b(?:don't|do not|dont) (?:want|feel like|like) (?:to )?(?:practi[cs]\w+|study\w*|chat\w*|talk\w*|continue|learn\w*|go on)"
         r"(?: (?:now|today|anymore|any more|english|with you))*\W*$", 10, "stop", "says"),
        (r"\byour (?:questions?|answers?|repl(?:y|ies)|english|lessons?|jokes?) (?:is|are|was|were) (?:\w+ )?"
         r"(?:boring|bad|stupid|terrible|wrong|useless|weird|strange|annoying)\b"
         r"|\b(?:you|u) (?:are|r) (?:not|never) (?:\w+ )?(?:helpful|funny|good|smart|useful|nice|helping)\b"
         r"|^this (?:app|bot|chat|program|website) (?:is|sucks) ?(?:\w+ )?(?:boring|bad|stupid|useless|terrible|trash)?\W*$", 12, "rude",
         "says"),
        (r"\b(?:speak|talk|write|type|say it)\b (?:\w+ )?(?:more )?(?:slow|slower|slowly|easy|easier|simple|simpler"
         r"|simply|clear|clearly)\b",
         10, "slower", "says"),
        (r"^(?:i|i'm|im) (?:am |feel |feeling |very |so |really |also |just )*(?:bored|boring)\b", 14, "bored", "says"),
        (r"^(?:(?:a?ha){2,}h?|he(?:he)+|lol|lmao|wk(?:wk)+\w*)\b(?:\W+\w+)?\W*$", 3, "laugh", "says"),
        (r"\b(?:let'?s|can we|shall we) (?:talk|chat|speak) about (?:another|other|something|some other|anything) ?"
         r"(?:thing|things|topic|else)?\W*$",
         20, "help", "says"),
        (r"\b(?:so|now|then|ok|okay|free|done|finished)\W+let'?s (?:talk|chat|speak|start|begin|practi[cs]e)\b(?!.*\babout\b)"
         r"[^.?!]{0,25}\W*$",
         20, "help", "says"),
        (r"\b(?:no idea|don't know) what (?:to|i should|should i) (?:write|say|talk|tell)\b", 12, "help", "says"),
        (r"^(?:can|may|could|shall) i tell you (?:a |my |some )?(?:secrets?|something|stor(?:y|ies))\b", 12, "secret", "says"),
        (r"^what'?s up\W*$", 3, "greeting", "ask"),
        (r"\b(?:fine|good|well|great|ok|okay|not bad|alright)\b.*\b(?:and|how about|what about) (?:you|u"
         r"|yourself)\W*$", 12, "fine", "ask"),
        (r"^(?:hi|hello|hey|halo|hai|good (?:morning|afternoon|evening|day))\b(?!.*\b(?:name|am|i'm|thank|can|let's)\b)",
         4, "greeting", "says"),
        (r"\b(?:goodbye(?! (?:to )?(?:my|old|summer|winter))|bye|see you(?! (?:in|at) the)|good night|(?:must|have to|need to"
         r"|gotta) (?:go|leave|sleep|stop)\b.* now)\b", 9, "bye", "says"),
        (r"\b(?:what|who|which)\b[^.!?]*\byour (?:most )?favou?rite\b", 12, "favorite", "says"),
        (rf"^{_HELLO}(?:i have|i've(?: got)?|(?:can|may|could) i ask|i (?:want|would like) to ask)(?: you)?(?: a| one| some| another)?"
         r"(?: small| quick)? ?(?:questions?|something)\W*(?:teacher|please|for you|about .*)?\W*$", 12, "question", "says"),
        (r"^(?:ok\W+|okay\W+|great\W+)?(?:thank you|thank u|thanks|thx|makasih|terima kasih|trims)\b|\b(?:thank you|thanks"
         r"|thx)(?: so much| a lot)?\W*$", 9, "thanks", "says"),
        (r"\b(?:can|shall|could) we (?:start|begin|chat|practi[cs]e|talk)(?: now| today)?\W*$", 7, "help", "says"),
        (r"^(?:hi|hello|hey|good (?:morning|afternoon|evening))\W+(?:i am|i'm) (?:\w+ )?(?:happy|glad|new"
         r"|here)\b", 10, "greeting", "says"),
        (r"\b(?:my name is|my name's|my name|i am called|call me)\b.*\b(?:from|live in|living in)\b", 24, "origin", "says"),
        (r"^(?:hi|hello)\W+(?:i'm|i am) \w+\W+(?:and )?(?:i )?(?:come )?from\b", 20, "origin", "says"),
        (r"\bfrom\b.*\bnice to meet you\b", 24, "origin", "says"), (r"\bnice to meet you\b", 20, "name", "says"),
        (r"^(?:\w+\W+){0,4}(?:my name is|my name's|i am called)\b", 24, "name", "says"),
        (r"^(?:hi\W+|hello\W+)?my name(?!s? (?:of|day|means|has))\b", 12, "name", "says"),
        (r"\b(?:can|could|will|would) (?:you|we)\b.*\b(?:practi[cs]e|chat|talk|speak)\b"
         r"(?!.*\babout\b| (?!english)(?:\w+(?:ese|ish|ian)|french|german|arabic|thai|malay|bahasa)\b)", 12, "help", "says"),
    )
)  # fmt: skip
_GLOOMY = re.compile(
    r"\b(nobody|no one|lonely|terrible|horrible|awful|broken|stolen|stole|disappointed|lied to|ashamed|accident|crashed|we lost"
    r"|lose(?! (?:weight|fat)\b)|lost (?:my|our|his|her|the)(?! (?:weight|fear))|broke (?:my|his|her|our|the) \w+|got fired|was fired"
    r"|nothing to (?:eat|drink)|can't (?:pay|afford|have (?:children|a baby))|fell (?:in|into) the|(?:didn't"
    r"|did not) get (?:the|a|my) \w+"
    r"|(?:not|wasn't|weren't) (?:accepted|chosen|invited)|hate (?:my life|myself)"
    r"|failed|left me|broke up|cheated|shouted|angry with me"
    r"|toothache|headache|stomachache|fever|(?:is|was|am|are|stay\w*|still|lies) in (?:the )?hospital|(?:is|am) sick"
    r"|(?:run|ran|runs) away|moved away|moved to another|can't (?:bend|move|walk|breathe|stand up|hear|see) (?:my|his|her|any|well|with)"
    r"|(?:doesn't|don't|didn't) (?:allow|let)|noisy|hurts?|(?:went|left|go) (?:\w+ ){0,4}without me"
    r"|(?:no|not enough|don't have|doesn't have|without) (?:any |clean )?(?:water|money|electricity|signal|food|power|work|friends?)"
    r"|(?:he|she|they|it|nobody|(?:my|the|our) \w+(?: \w+)?) (?:never|didn't|doesn't|don't|not|won't|can't)"
    r" (?:pa(?:y|id)|answer\w*|repl\w+|help\w*|listen\w*|believe|trust|care|want|c[ao]me back|work(?:ing|s)?|understands?|talks?))\b",
    re.I,
)
_CHEERFUL = re.compile(
    r"\b(?:not|never|no longer|wasn't|isn't|don't|without|stopped) (?:\w+ )?(?:lose|hurts?|noisy|broken|lonely|sick|ill|sad|worry"
    r"|worried|stressed|cry|crying|late|alone|stress|problems?|fever|lost|difficult|hard|afraid|scared|nervous)\b|\bhurry\b",
    re.I,
)
_RELIEF = re.compile(
    r"\b(?:fixed|repaired|recovered|solved|survived|healed|found (?:it|him|her|them|my)"
    r"|paid (?:off|back|my|all)|stopped (?:crying|smoking|drinking|fighting)"
    r"|feel(?:s|ing)? (?:much |a little |a bit )?better|(?:am|is|are|much) better (?:now|again)|got better|no longer|finally"
    r"|at last|beat the|broke the record|we won|came back"
    r"|(?:not|n't) (?:\w+ ){1,2}(?:anymore|any more))\b", re.I
)  # fmt: skip
_ASKS = re.compile(
    r"\b(?:which|what)\b[^.?!]*\bfor (?:you|u)\b[^.?!]*\?\s*$|"
    r"\b(?:do|did|have|would|are|were|can|could|will) (?:you|u)\b[^.!?]*\?\s*$|\b(?:and|how about|what about) (?:you|u|yourself)\W*$"
    r"|^(?:do|did|have|are) (?:you|u) (?:like|have|know|ever|think|eat|play|watch|listen|drink|enjoy|want)\b[^.!?]*$", re.I
)  # fmt: skip
_ADVICE = re.compile(
    r"\b(?:should i|what (?:should|can|could|must) (?:i|we)|how (?:can|could|should|do|to) (?:i |we )?\w+|recommend"
    r"|any (?:tips|advice|ideas?)"
    r"|(?:give|tell) me (?:some |a )?(?:tips|tip|advice)|(?:need|want) (?:some |your )?advice|help me (?:to )?choose)\b", re.I
)  # fmt: skip
_LETS = re.compile(
    r"(?:^(?:\w+\W+){0,3}?|\b(?:so|now|then|and|but)\W+)(?:let'?s|(?:i|we) (?:want|would like|wanna|'d like)(?: to)?|can we|shall we"
    r"|could we|may we)\b[^.?!]{0,30}\b(?:talk|speak\w*|chat|discuss|conversation|tell you)\b[^.?!]{0,20}\babout\b", re.I
)  # fmt: skip
_CALL = re.compile(r"\bvideo ?calls?\b", re.I)
_TO_TUTOR = re.compile(r"\?|\b(?:you|u|ur|your|we|us|let'?s|kamu|tutor)\b", re.I)
_NO_ADVICE = re.compile(
    r"\bhow (?:do|to) (?:you|know)\b|\bknow how to\b|\b(?:learn\w*|taught|teach\w*) (?:me |us )?how to\b", re.I
)
_NEGATED = re.compile(
    r"^(?:(?:and|but|so|also|yes|no|sorry|teacher|actually|honestly|still|well|oh)\W+)*(?:i|we|he|she|they|it|there|my \w+|our \w+) "
    r"(?:(?:also|still|really|just|have|has|am|is|are) )*"
    r"(?:never|can't|cannot|can not|couldn't|have no(?! idea)|has no|had no|no longer|haven't|hasn't|"
    r"(?:don't|doesn't|do not|does not|dont|didn't|did not)(?! (?:know|understand|think|remember|mind|only|get)))\b"
    r"|\bthere (?:is|are|was) (?:no|not)\b", re.I
)  # fmt: skip
_PAST = re.compile(
    r"\b(?:yesterday|last (?:night|week|month|year|weekend|sunday|saturday|holiday)|ago|this morning|went"
    r"|was|were|had|got|came|saw|met|did)\b", re.I
)  # fmt: skip
_FOLLOWS = re.compile(
    r"^(?:because|for|to|by|cause|bcs|yes|yeah|yep|no|nope|it|it's|its|he|he's|she|she's|they|his|her|their|with|since|and"
    r"|in|at|on|from"
    r"|when|about|every|only|also|sometimes|usually|maybe|very|not)\b", re.I
)  # fmt: skip
_ANOTHER = re.compile(
    r"(?:(?:yesterday|today|last \w+|every \w+)\W+)?(?:(?:he|she|they)\b|(?:my|his|her|our|their) (?:\w+ )?"
    r"(?:mother|father|mom|mum|dad|parents|brother"
    r"|sister|son|daughter|husband|wife|uncle|aunt|cousin|friends?|grand\w+|neighbou?rs?|teacher|boss|boyfriend|girlfriend|kids"
    r"|children|baby|cat|dog)\b)",
    re.I,
)
_SELF = re.compile(r"\b(?:i|i'm|me|we|us|myself)\b", re.I)


def odd(text: str) -> str | None:
    """The section of a message that is not ordinary English prose, by its signs and words alone; None for prose."""
    bare = text.strip()
    letters = [c for c in bare if c.isalpha()]
    if not letters:
        return _without_letters(bare)
    if sum(not _latin(c) for c in letters) > len(letters) / 3 or indonesian(bare) > INDONESIAN or foreign(bare):
        return "nonenglish"
    return "code" if CODE.search(bare[:READ]) else None


def formula(text: str) -> tuple[str, str] | None:
    """(section, kind) of a set phrase: how are you, my name is, I have a question, goodbye, ...; None for anything else."""
    bare, length = text.strip()[:READ].replace("’", "'"), len(WORD.findall(text[:READ]))
    for pattern, most, section, kind in _RULES:
        if length <= most and pattern.search(bare):
            return section, kind
    if asked := question(bare):
        return asked, "says"
    return ("advice", "says") if wonders(bare) else None


def kind_of(text: str) -> str | None:
    """The kind of a message where a rule is sure of it: ask, lets, advice or bad."""
    bare = text[:READ].replace("’", "'").strip()
    if _ASKS.search(bare) and not re.search(
        r"\b(?:can|could|will) (?:you|u) (?:help|give|recommend|tell|teach)\b", bare, re.I
    ):
        return "ask"
    if _LETS.search(bare):
        return "lets"
    if _ADVICE.search(bare) and not _NO_ADVICE.search(bare):
        return "advice"
    if relieved(bare) or _CHEERFUL.search(bare):
        return None
    return "bad" if _GLOOMY.search(moods.literal(bare)) else None


def calls_another(text: str) -> bool:
    """Whether it tells of a video call with somebody, and does not ask the tutor for one."""
    return _CALL.search(text[:READ]) is not None and _TO_TUTOR.search(text[:READ]) is None


def negated(text: str) -> bool:
    """Whether it says that something is not so: I have no car, she never eats meat, we can't swim."""
    return _NEGATED.search(moods.literal(text).strip()) is not None


def denied(text: str) -> bool:
    """Whether it says that something bad is not so: not noisy, never sick, no longer lonely."""
    return _CHEERFUL.search(text[:READ].replace("’", "'")) is not None


def relieved(text: str) -> bool:
    """Whether something bad is over: fixed, recovered, finally, not sad any more."""
    return _RELIEF.search(text[:READ].replace("’", "'")) is not None


def tells_of_the_past(text: str) -> bool:
    """Whether it is a story of something that happened."""
    return _PAST.search(text[:READ]) is not None


def follows(text: str) -> bool:
    """Whether it begins like an answer, so that it is about what was said before."""
    return _FOLLOWS.match(text.strip()) is not None


def mashed(text: str) -> bool:
    """Whether it looks like fingers running over the keys: four consonants in a row, or no vowel at all."""
    return re.search(r"[bcdfghjklmnpqrtvwxz]{4}|^[^aeiouy]*$", text[:READ].strip().lower()) is not None


def about_another(text: str) -> bool:
    """Whether it tells of somebody else only: my father is, she has, his friends like."""
    bare = text.strip()[:READ]
    return _ANOTHER.match(bare) is not None and _SELF.search(bare) is None


def _without_letters(bare: str) -> str:
    if any(c.isdigit() for c in bare):
        return "numbers"
    if re.search(r"[:;=][-']?[()DPp3/\\|*]|\^\^|<3|[:;]\)", bare) or any(ord(c) > 0x2000 for c in bare):
        return "emoji"
    return "dontunderstand" if "?" in bare else "help" if not bare else "emoji" if bare in {":)", ":("} else "unknown"


def _latin(c: str) -> bool:
    return ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00
