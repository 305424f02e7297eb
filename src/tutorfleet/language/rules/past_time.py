"""The present verbs of a sentence that names a past time, and their past forms: the search behind `tense.py`'s first rule.

Main clauses only: what follows that, who, because or if may well be in the present.
"""

import re
from collections.abc import Iterator

from tutorfleet.language.morph import participles, past, pasts, thirds, verbs
from tutorfleet.language.rule import Fix
from tutorfleet.language.rules.clauses import PERSONS, POSSESSIVES, skip_adverbs
from tutorfleet.language.tokens import Sentence

PAST_TIME = re.compile(
    r"\b(?:yesterday(?! ?')|last (?:night|week|weekend|month|year|summer|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday|holiday|semester|time)(?! ?')"
    r"|(?:\d+|a|an|one|two|three|four|five|six|ten|few|many|some) (?:few )?(?:minute|hour|day|week|month|year)s? ago|long ago"
    r"|in (?:19\d\d|20[01]\d|202[0-4])|when i was (?:a )?(?:young|little|small|child|kid|boy|girl|teenager|in \w+ school))\b".replace(
        " ", r"[ \t]+"
    ),
    re.IGNORECASE,
)
NOT_ADVERB = frozenset(
    [
        "since",
        "from",
        "until",
        "till",
        "by",
        "for",
        "about",
        "than",
        "of",
        "as",
        "like",
        "before",
        "after",
        "the",
        "my",
        "your",
        "his",
        "her",
        "our",
        "their",
        "that",
        "every",
        "was",
        "is",
        "remember",
        "'s",
    ]
)
HABIT = frozenset(
    [
        "always",
        "usually",
        "often",
        "sometimes",
        "never",
        "every",
        "still",
        "now",
        "today",
        "tonight",
        "tomorrow",
        "nowadays",
        "these",
        "if",
        "would",
        "could",
    ]
)
OPINION = frozenset(
    [
        "think",
        "know",
        "hope",
        "guess",
        "believe",
        "suppose",
        "wonder",
        "bet",
        "say",
        "remember",
        "mean",
        "wish",
        "understand",
        "agree",
        "recommend",
        "suggest",
        "thank",
        "promise",
    ]
)
STATIVE = frozenset(["like", "love", "want", "need", "have", "live", "own", "hate", "prefer", "work", "belong"])
STOPS = frozenset(
    [
        "that",
        "who",
        "which",
        "because",
        "since",
        "where",
        "whose",
        "whom",
        "what",
        "how",
        "why",
        "whether",
        "than",
        "as",
        "like",
        "if",
        "so",
        "when",
        "while",
        "before",
        "after",
        "until",
    ]
)
SUBJECTS = frozenset(["i", "you", "he", "she", "it", "we", "they"])
BE_PAST = {
    "am": "was",
    "is": "was",
    "are": "were",
    "'m": "was",
    "don't": "didn't",
    "doesn't": "didn't",
    "can't": "couldn't",
    "cannot": "couldn't",
    "isn't": "wasn't",
    "aren't": "weren't",
}
PLACE = {"home", "there", "here"}


def past_time(sentence: Sentence) -> Iterator[Fix]:
    when = PAST_TIME.search(sentence.text)
    if when is None or sentence.text.rstrip().endswith("?") or (_habits(when[0]) & sentence.words):
        return
    start, end = sentence.start + when.start(), sentence.start + when.end()
    first = next(i for i, t in enumerate(sentence.tokens) if t.end > start)
    if first <= 1 and sentence.word(first - 1) in {"", "and", "but", "so"}:
        after = next((i for i, t in enumerate(sentence.tokens) if t.start >= end), len(sentence.tokens))
        yield from _from(sentence, after, len(sentence.tokens), strong=True)
    elif sentence.word(first - 1) not in NOT_ADVERB or (sentence.word(first - 1) == "her" and when[0].endswith("ago")):
        yield from _from(sentence, 0, first, strong=False)


def _habits(when: str) -> frozenset[str]:
    """The words that speak for the present: in "when I was a child, I ... every day" a habit may be a past one."""
    childhood = when[:4].lower() == "when"
    return HABIT - {"always", "usually", "often", "sometimes", "never", "every"} if childhood else HABIT


def _from(sentence: Sentence, begin: int, end: int, strong: bool) -> Iterator[Fix]:
    """The present verbs of the main clauses between two words; `strong`: the time stands before them."""
    if not strong and any(_is_past(sentence, i) or sentence.word(i) in STOPS | OPINION for i in range(begin, end)):
        return
    fresh = strong
    i, found = begin, False
    while i < end:
        word = sentence.word(i)
        if word in STOPS:
            fresh = False
        subject = _subject(sentence, i)
        if (
            subject
            and (fresh or i == begin or sentence.word(i - 1) in {"and", "but", ","})
            and _main(sentence, begin, i)
        ):
            at = skip_adverbs(sentence, i + subject)
            fix = _to_past(sentence, at, strong) if at < end else None
            if fix:
                yield fix
                found = True
            fresh = False
            i = max(at, i + 1)
        elif found and word in {"and", "then", ","} and _coordinated(sentence, i + 1):
            at = skip_adverbs(sentence, i + 1)
            yield Fix(sentence.tokens[at].start, sentence.tokens[at].end, past(sentence.word(at)))
            i = at
        i += 1


def _main(sentence: Sentence, begin: int, index: int) -> bool:
    """Whether no subordinate clause is open: one ends at a comma or an "and"."""
    for i in range(index - 1, begin - 1, -1):
        if sentence.word(i) in {",", "and", "but"} and i == index - 1:
            return not any(sentence.word(j) in {"that", "who", "which", "because"} for j in range(begin, i))
        if sentence.word(i) in STOPS:
            return False
    return True


def _subject(sentence: Sentence, i: int) -> int:
    """How many words the subject at `i` has; 0: none begins here."""
    if sentence.word(i) in SUBJECTS and sentence.word(i - 1) not in {"to", "with", "for", "of"}:
        return 1
    if sentence.word(i) in POSSESSIVES | {"the"} and sentence.word(i + 1).isalpha():
        verb = sentence.word(i + 2)
        if verb in BE_PAST or (
            (verb in thirds() or verb in verbs())
            and sentence.word(i + 1) in PERSONS | {"weather", "family", "parents", "friends"}
        ):
            return 2
    return 0


def _coordinated(sentence: Sentence, i: int) -> bool:
    at = skip_adverbs(sentence, i)
    verb = sentence.word(at)
    return verb in verbs() and past(verb) != verb and verb not in OPINION | STATIVE and _takes_more(sentence, at)


def _takes_more(sentence: Sentence, at: int) -> bool:
    """A bare noun ("rice and fish") stands at an end; a verb is followed by its object or place."""
    following = sentence.word(at + 1)
    return following in POSSESSIVES | PLACE | {
        "the",
        "a",
        "an",
        "to",
        "some",
        "with",
        "in",
        "at",
        "it",
        "him",
        "them",
        "me",
        "us",
        "her",
        "many",
        "for",
        "by",
    } or (sentence.word(at) in {"eat", "drink", "go", "buy", "see", "come", "take", "sing"} and following.isalpha())


def _is_past(sentence: Sentence, i: int) -> bool:
    word = sentence.word(i)
    return word in pasts() or word in {
        "was",
        "were",
        "had",
        "did",
        "didn't",
        "wasn't",
        "weren't",
        "have",
        "has",
        "i've",
    }


def _to_past(sentence: Sentence, at: int, strong: bool) -> Fix | None:
    token, verb = sentence.tokens[at], sentence.word(at)
    new = _past_form(sentence, at, strong)
    return Fix(token.start, token.end, new) if new and new != verb else None


def _past_form(sentence: Sentence, at: int, strong: bool) -> str | None:
    verb, following = sentence.word(at), sentence.word(at + 1)
    if verb in BE_PAST:
        if verb in {"am", "is", "are"} and sentence.word(at - 1) in {"you", "we", "they"}:
            return "were" if strong else None
        return BE_PAST[verb] if strong or "n't" in verb else None
    if verb in {"do", "does"} and following == "not":
        return "did"
    base = thirds().get(verb, verb)
    if (
        base not in verbs()
        or base in OPINION
        or (base == "have" and (following in participles() or following in {"to", "been"}))
    ):
        return None
    if base in STATIVE and not strong and base != "have":
        return None
    return past(base)
