"""Rules of comparison with than, whatever is compared; the wordings of `comparison.py` know fixed places."""

from collections.abc import Iterator
from functools import cache

from tutorfleet.language.edits import Reason
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.classes import members
from tutorfleet.language.tags import Tagged, tagged
from tutorfleet.language.tokens import Sentence
from tutorfleet.language.wordclass import ADJ, DET, NOUN, VERB
from tutorfleet.language.words import lines

_LINKS = frozenset(["be", "look", "looks", "looked", "feel", "feels", "felt", "seem", "seems", "seemed"])
_LINKS |= {"become", "becomes", "became", "get", "gets", "got", "taste", "tastes", "tasted"}
_MEASURE = frozenset(
    ["much", "a", "lot", "bit", "far", "even", "little", "not", "also", "still", "usually", "always", "often", "now"]
)
_OTHERWISE = frozenset(["more", "less", "rather", "other", "as", "most", "else", "better", "worse", "sooner"])
_HER = frozenset(["me", "him", "us", "them", "her", "you", "mine", "yours", "hers", "ours", "theirs", "his"])
_TIMES = frozenset(
    ["way", "day", "time", "morning", "night", "year", "evening", "week", "month", "summer", "afternoon"]
)
_WITHIN = 5


@cache
def _er() -> dict[str, str]:
    line = next(line for line in lines("comparison") if line.startswith("short ::"))
    return dict(pair.split() for pair in line.partition("::")[2].split(","))


@cache
def _long() -> frozenset[str]:
    line = next(line for line in lines("comparison") if line.startswith("long :="))
    return frozenset(line.partition(":=")[2].split())


def _more_short(sentence: Sentence) -> Iterator[Fix]:
    """Living here is more cheap than there -> cheaper; a more big house than ours -> a bigger house."""
    t = tagged(sentence)
    for i in range(len(sentence.tokens) - 2):
        word = t.word(i + 1)
        if t.word(i) != "more" or word not in _er() or t.word(i - 1) in {"do", "does", "did", "any", "no", "many"}:
            continue
        than = next((k for k in range(i + 2, i + 3 + _WITHIN) if t.word(k) in {"than", "then", "that"}), -1)
        named = t.can(i + 2, NOUN) and not t.can(i - 1, "det")
        if (
            than > 0
            and not named
            and "there" not in {t.word(k) for k in range(i)}
            and not _is_other_quality(t, than + 1)
        ):
            yield Fix(sentence.tokens[i].start, sentence.tokens[i + 1].end, _er()[word])


def _is_other_quality(t: Tagged, i: int) -> bool:
    """Whether two qualities of one thing are compared: more tall than wide."""
    return (t.only(i, ADJ) or t.word(i) in _er().keys() | _long()) and not t.can(i + 1, NOUN)


def _bare(sentence: Sentence) -> Iterator[Fix]:
    """Cooking at home is healthy than eating out -> healthier."""
    t = tagged(sentence)
    for i in range(1, len(sentence.tokens) - 2):
        word = t.word(i)
        if t.word(i + 1) != "than" or (word not in _er() and word not in _long()):
            continue
        k = i - 1
        while t.word(k) in _MEASURE or t.word(k) in {"very", "so", "too", "really"}:
            k -= 1
        compared = any(t.word(j) in _OTHERWISE for j in range(max(0, i - 8), i))
        if (t.can(k, "be") or t.word(k) in _LINKS) and not compared:
            first = i - 1 if t.word(i - 1) in {"very", "so", "too", "really"} else i
            yield Fix(sentence.tokens[first].start, sentence.tokens[i].end, _er().get(word, f"more {word}"))


def _than(sentence: Sentence) -> Iterator[Fix]:
    """She is more patient as me -> than me; cheaper that mango in the dry season -> than mango."""
    t = tagged(sentence)
    for i in range(1, len(sentence.tokens) - 1):
        if (
            t.word(i) not in {"as", "that", "then", "from", "like"}
            or not _is_compared(t, i - 1)
            or not _is_comparand(t, i)
        ):
            continue
        token = sentence.tokens[i]
        yield Fix(token.start, token.end, "than")


def _is_compared(t: Tagged, i: int) -> bool:
    if t.word(i - 1) == "more":
        return t.can(i, ADJ, "done", "ing") and (t.can(i - 2, "be", "adv") or t.word(i - 2) in _LINKS)
    link = t.can(i - 1, "be") or t.word(i - 1) in _LINKS | _MEASURE
    return (
        link
        and t.word(i) in _er().values()
        and t.word(i) not in {"later", "earlier", "nearer", "closer", "better", "further"}
    )


def _is_comparand(t: Tagged, i: int) -> bool:
    """Whether what follows as, that, then or from is compared with, and no clause: me; mango in the dry season."""
    if t.word(i + 1) in _HER and not t.can(i + 2, VERB, NOUN):
        return True
    if t.word(i) in {"from", "like"} or (t.word(i) == "as" and not t.can(i + 1, "poss", "name")):
        return False
    phrase = t.phrase(i + 1)
    if (
        phrase is None
        or t.can(i + 1, "subj")
        or (t.word(i) == "that" and (t.can(i + 1, DET) or t.word(i + 1) in _TIMES))
    ):
        return False
    return not t.can(phrase.end, "base", "third", "past", "be", "have", "do", "modal")


def _worse(sentence: Sentence) -> Iterator[Fix]:
    """My English is badder -> worse."""
    for i, token in enumerate(sentence.tokens):
        if token.lower in _IRREGULAR:
            first = i - (sentence.word(i - 1) in {"more", "most"})
            yield Fix(sentence.tokens[first].start, token.end, _IRREGULAR[token.lower])


@cache
def _est() -> dict[str, str]:
    line = next(line for line in lines("comparison") if line.startswith("over ::"))
    return {**dict(pair.split() for pair in line.partition("::")[2].split(",")), "better": "best"}


def _of_all(sentence: Sentence) -> Iterator[Fix]:
    """She is the better singer in our class -> the best singer."""
    t = tagged(sentence)
    for i in range(1, len(sentence.tokens) - 3):
        if t.word(i) not in _est() or t.word(i - 1) != "the" or not t.can(i - 2, "be") or not t.can(i + 1, NOUN):
            continue
        at = i + 2 + (t.can(i + 2, NOUN))
        group = t.phrase(at + 1) if t.word(at) in {"in", "of"} and t.can(at + 1, "det", "poss", "name") else None
        if (
            group
            and t.word(group.head) in _GROUPS | members("region")
            and not sentence.words & {"two", "both", "than", "half", "part"}
        ):
            yield Fix(sentence.tokens[i].start, sentence.tokens[i].end, _est()[t.word(i)])


_GROUPS = frozenset(
    ["class", "family", "world", "school", "team", "company", "office", "group", "year", "indonesia", "java"]
)
_GROUPS |= {"neighbourhood", "neighborhood", "department", "house", "street", "life", "course", "club"}
_IRREGULAR = {
    "badder": "worse",
    "baddest": "worst",
    "gooder": "better",
    "goodest": "best",
    "bader": "worse",
    "worser": "worse",
}

RULES = (
    Rule(
        id="short-comparative-than",
        category="adjective",
        needs=frozenset(["more"]),
        reason=Reason(
            "A short adjective is compared with -er: {replacement}.",
            "Kata sifat pendek dibandingkan dengan -er: {replacement}.",
        ),
        find=_more_short,
        examples=(
            ("Living here is more cheap than living there.", "Living here is cheaper than living there."),
            ("Papaya is usually more cheap than mango.", "Papaya is usually cheaper than mango."),
            ("This was more easy for me than the first.", "This was easier for me than the first."),
            ("We have a more big house than they.", "We have a bigger house than they."),
        ),
        fine=(
            "He is more tall than wide.",
            "There are more young people than before.",
            "It does more good than harm.",
            "We saw more old houses than new ones.",
        ),
        confidence=0.92,
    ),
    Rule(
        id="bare-than",
        category="adjective",
        needs=frozenset(["than"]),
        reason=Reason(
            "Before than stands the comparative: {replacement} than.",
            "Sebelum than dipakai bentuk perbandingan: {replacement} than.",
        ),
        find=_bare,
        examples=(
            ("Cooking at home is healthy than eating out.", "Cooking at home is healthier than eating out."),
            ("The new road is very dangerous than the old one.", "The new road is more dangerous than the old one."),
            ("Her hair looks long than before.", "Her hair looks longer than before."),
        ),
        fine=("It is rather cold than warm.", "He is more kind than clever.", "It is nothing other than a dream."),
        confidence=0.92,
    ),
    Rule(
        id="comparative-than",
        category="adjective",
        needs=frozenset(["as", "that", "then", "from", "like"]),
        reason=Reason("After a comparative comes than.", "Setelah bentuk perbandingan dipakai than."),
        find=_than,
        examples=(
            ("My sister is more patient as me.", "My sister is more patient than me."),
            ("Papaya is cheaper that mango in May.", "Papaya is cheaper than mango in May."),
            ("Her room is bigger then mine.", "Her room is bigger than mine."),
        ),
        fine=(
            "It is better that he goes.",
            "She is more famous as a singer.",
            "He is happier that way.",
            "It was colder then.",
            "I am more interested in the dress that Rina made.",
        ),
        confidence=0.88,
    ),
    Rule(
        id="best-of-all",
        category="adjective",
        needs=frozenset(_est()),
        reason=Reason(
            "Of more than two it is the -est: {replacement}.", "Dari lebih dari dua dipakai -est: {replacement}."
        ),
        find=_of_all,
        examples=(
            ("She is the better singer in our class.", "She is the best singer in our class."),
            ("It is the higher building in the city.", "It is the highest building in the city."),
            ("My uncle is the older man in our village.", "My uncle is the oldest man in our village."),
        ),
        fine=(
            "He is the taller of the two.",
            "She is the older sister in the family of two.",
            "The older students in our school are kind.",
        ),
        confidence=0.85,
    ),
    Rule(
        id="bad-worse",
        category="adjective",
        needs=frozenset(_IRREGULAR),
        reason=Reason("Bad is compared as bad, worse, worst.", "Perbandingan bad: bad, worse, worst."),
        find=_worse,
        examples=(
            ("My English is badder than hers.", "My English is worse than hers."),
            ("It was the baddest day of my life.", "It was the worst day of my life."),
            ("Which one is more gooder?", "Which one is better?"),
        ),
        fine=("It is worse today.", "The bladder is full.", "A good goose."),
        confidence=0.95,
    ),
)
