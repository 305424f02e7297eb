"""Nine scores of a learner's English from counted features: repeatable to the digit, deaf to instructions in the text.

They are yardsticks of what is written, not of a person: with few words they stay near the middle. What they count is in
`features.py`; comprehension and responsiveness look only at whether a message answers what the tutor said (`answering.py`);
meaning is beyond them. A mistake less lowers none of them, for all but the number of mistakes is read from the text as it is right.
"""

import math
import re
from collections.abc import Sequence

import msgspec

from tutorfleet.language.answering import responded, understood
from tutorfleet.language.edits import Edit
from tutorfleet.language.features import Features, features, own_text

_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
_RUNS = re.compile(r"[!?]{3,}|(\w)\1{4,}")
_RUDE = re.compile(
    r"\b(?:stupid|idiot|shut up|fuck\w*|shit\w*|bitch|moron|bodoh|goblok|tolol|anjing lu|bangsat)\b", re.IGNORECASE
)
_SHORTHAND = re.compile(r"\b(?:u|ur|r|plz|pls|thx|coz|cuz|gonna|wanna|idk|btw|lol)\b", re.IGNORECASE)
_KIND = re.compile(
    r"\b(?:please|thank|thanks|hello|hi|sorry|good (?:morning|evening|afternoon|night)|nice to|welcome|bye)\b",
    re.IGNORECASE,
)


class Scores(msgspec.Struct, frozen=True):
    """0 to 100 each, in the order in which the reference client shows them."""

    written_fluency: int
    vocabulary: int
    grammar: int
    comprehension: int
    coherence: int
    digital_etiquette: int
    responsiveness: int
    clarity: int
    overall_communication: int


WEIGHTS = Scores(2, 2, 3, 1, 1, 1, 1, 2, 0)
"""of each score in the overall one"""


def score(texts: Sequence[str], edits: Sequence[Sequence[Edit]], replies: Sequence[str] = ()) -> Scores:
    """Score the learner's messages (oldest first) with their edits; `replies[i]` is what the tutor said before `texts[i]`.

    Pure. `edits` and `replies` may be shorter than `texts` (missing ones count as none). Without any word all are 0.
    """
    counted = features(texts, edits)
    if counted.words == 0:
        return Scores(0, 0, 0, 0, 0, 0, 0, 0, 0)
    own = [own_text(text, edits[i] if i < len(edits) else ()) for i, text in enumerate(texts)]
    talk = [(text, replies[i] if i < len(replies) else "") for i, text in enumerate(own) if text]
    grammar, vocabulary = _grammar(counted), _vocabulary(counted)
    flow = 0.5 * _rises(counted.length, 8) + 0.5 * _rises(counted.words, 60)
    fluency = (0.25 + 0.75 * flow) * (0.5 + 0.5 * grammar)
    clarity = 0.6 * grammar + 0.4 * counted.known / counted.words * (1 if counted.longest <= 35 else 0.7)
    coherence = 0.45 + 0.3 * _rises(len(counted.links), 3) + 0.25 * _rises(max(0, counted.sentences - 1), 4)
    parts = [fluency, vocabulary, grammar, _comprehension(talk), coherence, _etiquette(own), _responsive(talk), clarity]
    weights = msgspec.structs.astuple(WEIGHTS)[:-1]
    overall = sum(p * w for p, w in zip(parts, weights, strict=True)) / sum(weights)
    return Scores(*(max(0, min(100, round(100 * part))) for part in [*parts, overall]))


def _grammar(counted: Features) -> float:
    # A mistake outweighs four right words; eight right words of ten are assumed before any is seen.
    return max(0.0, (counted.words - 4 * counted.mistakes + 8) / (counted.words + 10))


def _vocabulary(counted: Features) -> float:
    # What is not shown is not lacking: a few right words stand for more, and a longer text shows it.
    assumed = 0.2 + 0.1 * min(1.0, len(counted.types) / 5)
    return assumed + 0.7 * _rises(len(counted.types) + 2 * len(counted.learned), 90)


def _rises(amount: float, scale: float) -> float:
    """0 at nothing, 0.63 at `scale`, towards 1."""
    return 1 - math.exp(-amount / scale)


def _comprehension(talk: Sequence[tuple[str, str]]) -> float:
    # Half is assumed until three answers say otherwise.
    points = [understood(text, said) for text, said in talk if said.strip()]
    return (30 + sum(points)) / (60 + 20 * len(points))


def _responsive(talk: Sequence[tuple[str, str]]) -> float:
    points = [responded(text, said) for text, said in talk]
    return (20 + sum(points)) / (40 + 20 * len(points))


def _etiquette(own: Sequence[str]) -> float:
    text = "\n".join(own)
    faults = (
        len(_SHOUTED.findall(text))
        + len(_RUNS.findall(text))
        + 5 * len(_RUDE.findall(text))
        + 0.5 * len(_SHORTHAND.findall(text))
    )
    kind = _rises(len(_KIND.findall(text)), 1)
    return max(0.0, 0.75 + 0.25 * kind - 0.08 * faults)
