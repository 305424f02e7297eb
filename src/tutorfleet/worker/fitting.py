"""From the lines that a topic offers, those that fit this message in this talk.

Each function takes an `Offer` and gives one back that has lines left: what was said before goes, what the learner has just
answered, what is about "you" when the message is about somebody else, and what is cheerful when the message is not.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tutorfleet.worker.lines import Book, Offer

_SMALL = (
    "the and you your what which who how when where why does did are was were can could would will with for that this from about most "
    "like have has usually often time day today very much many not kind think feel him her his she they them there any some other "
    "people person one two"
)
_SMALL_WORDS = frozenset(_SMALL.split())
"""Words that stand in any question."""
_YOU = re.compile(r"\byour?(?:self)?\b", re.I)
_CHEERFUL = re.compile(
    r"!|\b(?:nice|great|fun|funny|wonderful|lovely|exciting|happy|happiness|beautiful|enjoy\w*|delicious|amazing|fantastic|treasure|special"
    r"|perfect|brighter|brightens?|joy|smile|laugh|cute|sweet|sweetest|love|loves|glad|pleasure|cozy|cool|celebrat\w*|congratulations|proud"
    r"|adventure|hobby|favorite|best|good to (?:know|hear)"
    r"|good memories|a good (?:time|day|feeling|plan|choice|habit|story)|good idea|good to (?:see|stay)"
    r"|great way|relaxing|peaceful|inspiring|dream|comfortable|like most"
    r"|like about|sounds like an interesting|interesting|alive|warm|treat)\b",
    re.I,
)
_NOT_CHEERFUL = re.compile(
    r"\bsorry\b|\b(?:not|never|isn't|no) (?:a |an |very |always |so |easy |much )*(?:nice|fun|good|great|easy|happy)\b"
    r"|feel better|would (?:help|make)|should be nice", re.I
)  # fmt: skip


def unused(offer: Offer, said: str, book: Book, recall: Sequence[str] = ()) -> Offer:
    """Without lines of this talk; where no question of the topic is left, it comes back to an earlier one or to general ones."""

    def fresh(lines: Sequence[str]) -> list[str]:
        return [line for line in lines if line not in said]

    general = [line for section in ("answer", "neutral", "ok") for line in book.lines(section, "react")]
    more = [*book.lines("neutral", "ask"), *book.lines("starters", "ask")]
    reactions = fresh(offer.reactions) or fresh(offer.spare) or fresh(general) or general
    questions = fresh(offer.questions) or fresh(offer.later) or fresh(recall)[:1] or fresh(more) or more
    return Offer(reactions, questions)


def unanswered(offer: Offer, message: str) -> Offer:
    """Without questions that the message has just answered: two words that matter stand in both."""
    said = _matter(message)

    def open_ones(lines: Sequence[str]) -> list[str]:
        return [q for q in lines if len(_matter(q) & said) < 2]

    return replace(offer, questions=open_ones(offer.questions) or offer.questions, later=open_ones(offer.later))


def impersonal(offer: Offer) -> Offer:
    """Without lines about the learner, where others remain: for a message about somebody else."""

    def others(lines: Sequence[str]) -> list[str]:
        return [line for line in lines if not _YOU.search(line)]

    reactions = others(offer.reactions) or others(offer.spare) or offer.reactions
    questions = others([*offer.questions, *offer.later])
    return replace(offer, reactions=reactions, questions=questions if len(questions) > 1 else offer.questions)


def sober(offer: Offer, book: Book) -> Offer:
    """Without cheerful lines, for a message with a gloomy word."""

    def grave(lines: Sequence[str]) -> list[str]:
        return [line for line in lines if not cheerful(line)]

    reactions = grave(offer.reactions) or grave(offer.spare) or list(book.lines("badnews", "react"))
    questions = grave(offer.questions) or grave(offer.later) or list(book.lines("badnews", "ask"))
    return Offer(
        reactions, questions, book.lines("badnews", "react"), [*grave(offer.later), *book.lines("badnews", "ask")]
    )


def cheerful(line: str) -> bool:
    """Whether a line would be wrong in tone after bad news."""
    return _CHEERFUL.search(_NOT_CHEERFUL.sub("", line)) is not None


def each(offers: Sequence[Offer], change: Callable[[Offer], Offer]) -> list[Offer]:
    """All offers, changed."""
    return [change(offer) for offer in offers]


def _matter(text: str) -> set[str]:
    """The words of a text that say what it is about, without endings."""
    found = re.findall(r"[a-z]{3,}", text.lower().replace("favourite", "favorite"))
    return {re.sub(r"(?:ing|ed|es|s)$", "", word) for word in found} - _SMALL_WORDS
