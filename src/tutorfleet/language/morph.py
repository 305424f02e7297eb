"""Forms of English words, both ways: past("go") is "went", base("went", "past") is "go".

Our own lists come first (`data/irregular.txt` and the plurals below), then the lexicon, then the spelling, so that a word that
nobody knows gets its forms too. `verbs()`, `singulars()` and the tables made of them hold only words of our own lists, those
that are hardly ever anything else; whether a word can be a verb at all, ask `tags.py`.
"""

from collections.abc import Callable
from functools import cache, lru_cache

from tutorfleet.language import lexicon, spelling
from tutorfleet.language.wordclass import rarely
from tutorfleet.language.words import lines, words

PLURALS = {
    "person": "people",
    "man": "men",
    "woman": "women",
    "child": "children",
    "foot": "feet",
    "tooth": "teeth",
    "mouse": "mice",
    "criterion": "criteria",
    "phenomenon": "phenomena",
}
THIRD = {"be": "is", "have": "has", "do": "does", "go": "goes"}
INVARIABLE = frozenset({"fish", "sheep", "deer", "series", "species", "aircraft", "people", "police", "news", "rupiah"})


def third(base: str) -> str:
    """The form after he, she or it: go -> goes, study -> studies."""
    return THIRD.get(base) or spelling.with_s(base)


@lru_cache(maxsize=4096)
def plural(noun: str) -> str:
    """The plural of a countable noun: box -> boxes, child -> children."""
    if noun in INVARIABLE:
        return noun
    for ending, many in PLURALS.items():
        if noun == ending or (ending in {"man", "child"} and noun.endswith(ending) and noun not in _PLAIN_MAN):
            return noun[: -len(ending)] + many
    return lexicon.form(noun, "nouns") or (noun + "s" if noun.endswith("o") else spelling.with_s(noun))


@lru_cache(maxsize=4096)
def ing(base: str) -> str:
    """The -ing form: write -> writing, stop -> stopping."""
    if base in _irregular() and past(base) == spelling.with_ed(base, doubled=True):
        return spelling.with_ing(base, doubled=True)
    return lexicon.form(base, "ing") or spelling.with_ing(base, _doubles(base))


@lru_cache(maxsize=4096)
def past(base: str) -> str:
    """The simple past: go -> went, stop -> stopped. For "be" it is "was"."""
    if base in _irregular():
        return _irregular()[base][0]
    return lexicon.form(base, "past") or spelling.with_ed(base, _doubles(base))


@lru_cache(maxsize=4096)
def participle(base: str) -> str:
    """The past participle: go -> gone."""
    if base in _irregular():
        return _irregular()[base][1]
    return lexicon.form(base, "done") or spelling.with_ed(base, _doubles(base))


@lru_cache(maxsize=8192)
def base(word: str, *tags: str) -> str | None:
    """What the word is a form of, by one of the tags ("third", "past", "done", "ing", "nouns"); None: of nothing known.

    base("went", "past") is "go", base("studies", "third", "nouns") is "study". Words of our own lists come first.
    """
    for tag in tags:
        if (own := _tables()[tag]().get(word)) is not None:
            return own
    return next((sense.base for sense in lexicon.senses(word) if sense.tag in tags), None)


@cache
def verbs() -> frozenset[str]:
    """The base forms of our lists."""
    return words("verbs") | {word for word in _irregular() if not rarely(word, "base")} - {"be"}


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
    regular = {base: spelling.with_ed(base, _doubles(base)) for base in _irregular() if base in verbs()}
    twice = {base: past(base) + ("d" if past(base).endswith("e") else "ed") for base in _irregular() if base in verbs()}
    return {
        form: base
        for base, form in [*twice.items(), *regular.items()]
        if past(base) != form and (form in _LISTED_BUT_WRONG or not lexicon.known(form))
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


@cache
def _tables() -> dict[str, Callable[[], dict[str, str]]]:
    return {"third": thirds, "past": pasts, "done": participles, "ing": ings, "nouns": plurals}


def _doubles(base: str) -> bool:
    """Whether a verb that the lexicon has no form of doubles its last letter: by the spelling of its one syllable."""
    if lexicon.known(base):
        return lexicon.doubles(base)
    return (
        len(base) > 2
        and base[-1] in "bdgklmnprt"
        and base[-2] in spelling.VOWELS
        and base[-3] not in spelling.VOWELS
        and sum(c in spelling.VOWELS for c in base) == 1
    )


_LISTED_BUT_WRONG = frozenset({"payed", "flied", "layed", "teared", "leaved", "casted", "bursted", "bended"})
_PLAIN_MAN = frozenset({"human", "german", "roman", "ottoman", "shaman", "talisman"})
