"""Frequent misspellings, which need no dictionary: those that are listed in `data/misspellings.txt`."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.indonesian import is_root
from tutorfleet.language.misspelling import listed, meant
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.tokens import Sentence, is_local


def _misspelt(s: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(s.tokens):
        if token.lower in listed() and not _is_left_alone(s, i):
            right = meant(token.text)
            if right is not None:
                yield Fix(token.start, token.end, right)


def _is_left_alone(s: Sentence, i: int) -> bool:
    """Part of a name or of something longer (musik dangdut, Sosial 2, foto-liburan, studi.id)."""
    word = s.tokens[i]
    beside = [s.tokens[j].text for j in (i - 1, i + 1) if 0 <= j < len(s.tokens)]
    joined = any(
        0 <= j < len(s.tokens)
        and s.word(j) in {"-", "/", "_"}
        and not s.text[at - s.start : at - s.start + 1].isspace()
        for j, at in ((i - 1, word.start - 1), (i + 1, word.end))
    )
    if joined or word.text.isupper():
        return True
    if is_root(word.lower):
        return (i > 0 and word.text[:1].isupper()) or any(is_local(other) for other in beside)
    return False


MISSPELT = Rule(
    id="misspelt",
    category="spelling",
    reason=Reason("This word is written: {replacement}.", "Kata ini ditulis: {replacement}."),
    tip=Reason(
        "Write the word three times, and say its letters aloud.",
        "Tulislah kata itu tiga kali sambil mengejanya.",
    ),
    find=_misspelt,
    needs=frozenset(listed()),
    examples=(
        ("I recieve many emails.", "I receive many emails."),
        ("Wich one is yours?", "Which one is yours?"),
        ("I listen to musik every day.", "I listen to music every day."),
        ("See you on wensday.", "See you on Wednesday."),
        ("I like it alot.", "I like it a lot."),
    ),
    fine=(
        "We danced to musik dangdut.",
        "My teacher is Pak Musik.",
        "Grup Slank is from Jakarta.",
        "The file foto-liburan is too large.",
    ),
    confidence=0.93,
)

RULES = (MISSPELT,)
