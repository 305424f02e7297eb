"""Forms of English words: verbs and plurals, both ways, for the words in our lists.

It knows the words of `data/verbs.txt`, `data/irregular.txt` and `data/nouns.txt` and nothing of unknown words.
"""

from functools import cache

from tutorfleet.language.words import lines, words

VOWELS = "aeiou"
DOUBLING = frozenset(
    [
        "admit",
        "bat",
        "bet",
        "beg",
        "chat",
        "chop",
        "clap",
        "cut",
        "dig",
        "drop",
        "forget",
        "get",
        "grab",
        "hit",
        "hop",
        "hug",
        "jog",
        "knit",
        "let",
        "nod",
        "occur",
        "permit",
        "pin",
        "plan",
        "prefer",
        "put",
        "quit",
        "refer",
        "regret",
        "rob",
        "rub",
        "run",
        "set",
        "shop",
        "shut",
        "sit",
        "slip",
        "spread",
        "step",
        "stop",
        "swim",
        "tap",
        "trap",
        "travel",
        "trim",
        "trip",
        "win",
        "wrap",
        "program",
        "begin",
        "scan",
    ]
)
PLURALS = {
    "person": "people",
    "man": "men",
    "woman": "women",
    "child": "children",
    "foot": "feet",
    "tooth": "teeth",
    "mouse": "mice",
}
THIRD = {"be": "is", "have": "has", "do": "does", "go": "goes"}
S_ENDINGS = ("s", "x", "z", "ch", "sh", "o")


def third(base: str) -> str:
    """The form after he, she or it: go -> goes, study -> studies."""
    return THIRD.get(base) or _with_s(base)


def plural(noun: str) -> str:
    """The plural of a countable noun: box -> boxes, child -> children."""
    if noun in PLURALS:
        return PLURALS[noun]
    if noun.endswith(("photo", "piano", "kilo", "video", "zoo", "radio")):
        return noun + "s"
    return _with_s(noun)


def ing(base: str) -> str:
    """The -ing form: write -> writing, stop -> stopping."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return _doubled(base) + "ing"


def past(base: str) -> str:
    """The simple past: go -> went, stop -> stopped. For "be" it is "was"."""
    return _irregular()[base][0] if base in _irregular() else _with_ed(base)


def participle(base: str) -> str:
    """The past participle: go -> gone."""
    return _irregular()[base][1] if base in _irregular() else _with_ed(base)


@cache
def verbs() -> frozenset[str]:
    """Every base form that we know."""
    return words("verbs") | frozenset(_irregular()) - {"be"}


@cache
def thirds() -> dict[str, str]:
    """goes -> go, has -> have, studies -> study."""
    return {third(base): base for base in verbs()}


@cache
def pasts() -> dict[str, str]:
    """went -> go, for the pasts that differ from their base form."""
    return {past(base): base for base in verbs() if past(base) != base}


@cache
def overregular() -> dict[str, str]:
    """goed -> go, buyed -> buy: the past that an irregular verb would have if it were regular."""
    fine = {"hanged", "shined", "putted", "ringed", "leaded", "costed", "bed", "quitted", "betted", "founded", "waked"}
    return {
        _with_ed(base): base for base in _irregular() if past(base) != _with_ed(base) and _with_ed(base) not in fine
    }


@cache
def participles() -> dict[str, str]:
    """gone -> go, worked -> work."""
    return {participle(base): base for base in verbs() if participle(base) != base or base in {"become", "come", "run"}}


@cache
def ings() -> dict[str, str]:
    """going -> go."""
    return {ing(base): base for base in verbs()}


@cache
def plurals() -> dict[str, str]:
    """books -> book, children -> child."""
    return {plural(noun): noun for noun in words("nouns") | frozenset(PLURALS)}


@cache
def singulars() -> frozenset[str]:
    """Every countable noun that we know, in the singular."""
    return words("nouns") | frozenset(PLURALS)


@cache
def frequent() -> frozenset[str]:
    """Frequent English words with their forms: the words that a misspelt one may have been meant to be."""
    forms = {form(base) for base in verbs() for form in (third, ing, past, participle)}
    nouns = words("uncountable") | words("adjectives") | words("function")
    return frozenset(verbs() | forms | singulars() | frozenset(plurals()) | nouns | words("frequent"))


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    rows = (line.split() for line in lines("irregular"))
    return {base: (simple, perfect) for base, simple, perfect in rows}


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    if word.endswith("fe"):
        return word[:-2] + "ves"
    return word + ("es" if word.endswith(S_ENDINGS) else "s")


def _with_ed(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ied"
    return _doubled(base) + "ed"


def _doubled(base: str) -> str:
    if base in {"travel", "program"}:
        return base + base[-1] if base == "program" else base
    return base + base[-1] if base in DOUBLING else base
