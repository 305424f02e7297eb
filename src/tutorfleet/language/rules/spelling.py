"""Spelling: frequent misspellings, listed in `data/misspellings.txt`, and words that nobody knows but are near to a frequent one."""

from collections.abc import Iterator

from tutorfleet.language.edits import Reason
from tutorfleet.language.indonesian import is_root
from tutorfleet.language.misspelling import listed, meant
from tutorfleet.language.morph import overregular
from tutorfleet.language.rule import Fix, Rule
from tutorfleet.language.rules.nouns import is_wrong_form
from tutorfleet.language.tokens import Sentence, is_local
from tutorfleet.language.wordclass import possible


def _misspelt(s: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(s.tokens):
        if token.lower in listed() and not is_wrong_form(token.lower) and not _is_left_alone(s, i):
            right = meant(token.text)
            if right is not None:
                yield Fix(token.start, token.end, right)


def _is_left_alone(s: Sentence, i: int) -> bool:
    """Part of a name or of something longer (musik dangdut, Sosial 2, foto-liburan, studi.id)."""
    word = s.tokens[i]
    beside = [s.tokens[j].text for j in (i - 1, i + 1) if 0 <= j < len(s.tokens)]
    if _is_joined(s, i) or word.text.isupper():
        return True
    if is_root(word.lower):
        return (i > 0 and word.text[:1].isupper()) or any(is_local(other) for other in beside)
    return False


def _is_joined(s: Sentence, i: int) -> bool:
    """Whether the word is part of something longer: foto-liburan, studi.id, 20mm."""
    places = (s.tokens[i].start - s.start - 1, s.tokens[i].end - s.start)
    return any(0 <= at < len(s.text) and (s.text[at] in "-/_" or s.text[at].isalnum()) for at in places)


def _unknown(s: Sentence) -> Iterator[Fix]:
    for i, token in enumerate(s.tokens):
        if len(token.text) > 3 and token.is_word and not _is_left_to_others(token.lower):
            right = None if _is_name(s, i) or _is_joined(s, i) else meant(token.text, _before(s, i), _strangers(s, i))
            if right is not None:
                yield Fix(token.start, token.end, right)


def _is_left_to_others(word: str) -> bool:
    return word in listed() or is_wrong_form(word) or word in overregular()


def _is_name(s: Sentence, i: int) -> bool:
    """Whether its capital is not that of a sentence's beginning."""
    return s.tokens[i].text[:1].isupper() and i > 0 and (s.tokens[i - 1].is_word or s.word(i - 1) == ",")


def _before(s: Sentence, i: int) -> str:
    """The word before it, with nothing but blanks between them."""
    return s.word(i - 1) if i and s.tokens[i - 1].is_word else ""


def _strangers(s: Sentence, i: int) -> bool:
    """Whether a word from elsewhere stands beside it, or one that nobody knows."""
    beside = [s.tokens[j] for j in (i - 1, i + 1) if 0 <= j < len(s.tokens) and s.tokens[j].is_word]
    return any(is_local(word.text) or "unknown" in possible(word.lower) for word in beside)


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

UNKNOWN = Rule(
    id="unknown-word",
    category="spelling",
    reason=Reason("This word is written: {replacement}.", "Kata ini ditulis: {replacement}."),
    tip=Reason(
        "Read the word aloud, syllable by syllable, and compare.",
        "Bacalah kata itu suku demi suku, lalu bandingkan.",
    ),
    find=_unknown,
    examples=(
        ("We ate a hamburgir.", "We ate a hamburger."),
        ("The vegatebles were fresh.", "The vegetables were fresh."),
        ("It was a strabge evening.", "It was a strange evening."),
    ),
    fine=(
        "We had wedang ronde and mie celor.",
        "Uncle Hendrikus lives in Purwosari.",
        "The statuette stood on a glittery box.",
        "He memorised the whole poem.",
        "Our readonly copy was rebuilt.",
    ),
    confidence=0.73,
)

RULES = (MISSPELT, UNKNOWN)
