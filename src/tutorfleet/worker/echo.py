"""The learner's own words that may come back in a reply: "I want to build a robot" -> "build a robot".

`echo(text)` finds what somebody wants to do, made only of everyday words of the lexicon that travels in the starter model's file, so
that what comes back is short, harmless and correct English. It would rather find nothing. Which lines the words go into is said in
`slots.py`.
"""

import re
from collections.abc import Mapping, Sequence

LONGEST = 6
"""Words of a thing to do; a noun phrase is shorter by its form."""
_CLAUSE = re.compile(r"[.,;:!?()\n]|\b(?:and|but|because|so|if|when|while|that|then|or|since|although)\b", re.I)
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|\S")
_BEFORE = (
    r"(?:(?:yesterday|today|now|also|and|but|maybe|(?:this|next|on|in|every) \w+|one day|someday|teacher|honestly)\W+)*"
)
_WAYS = tuple(
    (re.compile(rf"^{_BEFORE}(?:i|we) (?:(?:really|also|just|still|now) )*{pattern} (?P<act>.+)$", re.I), least)
    for pattern, least in (
        (r"(?:am |are |want to |would like to )?learn(?:ing)?(?: how)? to", 1),
        (r"(?:wanna|(?:want|wish|hope|plan|would (?:really )?(?:like|love)) to)", 1),
        (r"(?:(?:am|are) going to|will)", 2),
    )
)
"""Beginnings of what somebody wants to do, and the fewest words of it that say something."""
_DETERMINERS = frozenset(["my", "our", "the", "this", "a", "an"])
_PREPOSITIONS = frozenset(
    {"in", "at", "on", "for", "with", "from", "near", "behind", "about", "by", "to", "of", "into"}
)
_TURNED = {"my": "your", "our": "your"}
_FOLLOWING = (
    "is are was were am be been has have had can could will would must should may and or but because so when that which who in on at to of "
    "for from with by near behind under about after before since until than like as not very all too again every now then there here still "
    "always yesterday today tomorrow tonight next last soon one someday alone together"
)
_AFTER = frozenset(_FOLLOWING.split())
"""What may stand after a noun phrase without being part of it."""
_OTHERS = "man woman child person fish sheep leaf shelf scarf mouse goose fisherman policeman policewoman businessman businesswoman"
_IRREGULAR = frozenset(_OTHERS.split())
"""Nouns whose plural is not made by adding an s: their plurals are not taken up."""
_SOUND = frozenset(["hour", "honest", "honor"])
_NO_SOUND = ("uni", "use", "eu", "one")


class Lexicon:
    """Which everyday words may be taken up, and as what."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        self.person = frozenset(lists.get("person", "").split())
        self.time = frozenset(lists.get("time", "").split())
        self.count = frozenset(lists.get("count", "").split()) | self.person | self.time
        self.mass = {word.lower(): word for word in lists.get("mass", "").split()}
        self.transitive = frozenset(lists.get("transitive", "").split())
        self.intransitive = frozenset(lists.get("intransitive", "").split())
        self.adjective = frozenset(lists.get("adjective", "").split())

    def singular(self, word: str) -> bool:
        return word in self.count

    def plural(self, word: str) -> bool:
        """Whether it is the plural of a word that is counted."""
        if word in self.count or not word.endswith("s"):
            return False
        stems = [word[:-1], word[:-2] if word.endswith("es") else "", word[:-3] + "y" if word.endswith("ies") else ""]
        return any(stem in self.count and stem not in _IRREGULAR and _plural(stem) == word for stem in stems)

    def noun(self, word: str) -> bool:
        return self.singular(word) or self.plural(word) or word in self.mass


def echo(text: str, lexicon: Lexicon) -> str:
    """What somebody wants to do, in words that may come back; "" for most messages."""
    clauses = [part.strip() for part in _CLAUSE.split(text[:300].replace("’", "'")) if part.strip()]
    return next((words for clause in clauses if (words := _wish(clause, lexicon))), "")


def bare_noun(text: str, lexicon: Lexicon) -> str:
    """A message that is nothing but one word that can stand alone ("Durian!", "blue"); "" for any other."""
    return lexicon.mass.get(text.strip().strip(".!").lower(), "")


def _wish(clause: str, lexicon: Lexicon) -> str:
    for pattern, least in _WAYS:
        if found := pattern.match(clause):
            words = _verb_phrase([w.lower() for w in _WORD.findall(found["act"])], lexicon)
            if len(words.split()) >= least:
                return words
    return ""


def _verb_phrase(words: Sequence[str], lexicon: Lexicon) -> str:
    """The beginning of the words that is a whole verb phrase, with persons turned; "" where there is none."""
    verb = words[0] if words else ""
    if verb in lexicon.transitive and (taken := _noun_phrase(words, 1, lexicon)):
        said = [verb, *taken]
        end = len(taken) + 1
    elif verb in lexicon.intransitive:
        said, end = [verb], 1
    else:
        return ""
    if not _ends(words, end) or len(said) > LONGEST:
        return ""
    return " ".join(said)


def _noun_phrase(words: Sequence[str], at: int, lexicon: Lexicon) -> list[str]:
    """The noun phrase that begins there, persons turned; [] where none does, or one that would need an article."""
    first = words[at] if at < len(words) else ""
    determined = first in _DETERMINERS or first in ("your", "some", "many")
    i = at + 1 if determined else at
    while (
        i < len(words)
        and words[i] in lexicon.adjective
        and i + 1 < len(words)
        and _may_be_noun_part(words[i + 1], lexicon)
    ):
        i += 1
    if i + 1 < len(words) and lexicon.singular(words[i]) and lexicon.noun(words[i + 1]):
        i += 1
    head = words[i] if i < len(words) else ""
    if (
        first == "your"
        or not lexicon.noun(head)
        or not _agrees(first, words[at + 1] if determined else "", head, lexicon)
    ):
        return []
    return [_TURNED.get(word, lexicon.mass.get(word, word)) for word in words[at : i + 1]]


def _may_be_noun_part(word: str, lexicon: Lexicon) -> bool:
    return lexicon.noun(word) or word in lexicon.adjective


def _agrees(first: str, after: str, head: str, lexicon: Lexicon) -> bool:
    """Whether the first word may stand before that head: a robot, an idea, my books, some bread, books."""
    singular, plural, mass = lexicon.singular(head), lexicon.plural(head), head in lexicon.mass
    if first in ("a", "an"):
        return singular and (first == "an") == _vowel(after)
    if first in ("this", "the", "my", "our"):
        return singular or mass if first == "this" else True
    if first in ("some", "many"):
        return plural or (first == "some" and mass)
    return plural or mass


def _vowel(word: str) -> bool:
    return word in _SOUND or (word[:1] in "aeiou" and not word.startswith(_NO_SOUND))


def _ends(words: Sequence[str], at: int) -> bool:
    return at >= len(words) or words[at] in _AFTER or words[at] in _PREPOSITIONS


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")
