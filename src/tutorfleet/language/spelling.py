"""The spelling of regular endings, both ways: study -> studies, stop -> stopping; studies -> study, studie, studi.

It knows letters only: whether there is such a word, or whether it doubles its last letter, must be asked elsewhere.
"""

from collections.abc import Callable, Iterator

VOWELS = "aeiou"
_HISS = ("s", "x", "z", "ch", "sh", "o")
_F_ENDINGS = ("knife", "wife", "life", "leaf", "loaf", "half", "wolf", "shelf", "thief", "calf", "elf")


def with_s(word: str) -> str:
    """box -> boxes, study -> studies, knife -> knives."""
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    if word.endswith(_F_ENDINGS) and not word.endswith(("behalf", "belief")):
        return word.removesuffix("e").removesuffix("f") + "ves"
    return word + ("es" if word.endswith(_HISS) else "s")


def with_ed(base: str, doubled: bool) -> str:
    """work -> worked, study -> studied, stop -> stopped."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ied"
    return base + base[-1] * doubled + "ed"


def with_ing(base: str, doubled: bool) -> str:
    """write -> writing, lie -> lying, stop -> stopping."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + base[-1] * doubled + "ing"


FORMS: dict[str, Callable[[str, bool], str]] = {
    "nouns": lambda base, _: with_s(base),
    "third": lambda base, _: with_s(base),
    "past": with_ed,
    "done": with_ed,
    "ing": with_ing,
}
"""What makes the form of a tag."""


def bases(word: str, ending: str) -> Iterator[str]:
    """The words that may have got the ending: stopping -> stopp, stoppe, stop."""
    stem = word[: -len(ending)]
    if len(stem) < 2:
        return
    if ending != "s" or not stem.endswith(("ss", "x", "z", "ch", "sh", "us")):
        yield stem
    if ending == "s":
        yield from _without_es(stem)
        return
    yield stem + "e"
    if stem[-1] == stem[-2]:
        yield stem[:-1]
    if ending == "ing" and stem.endswith("y"):
        yield stem[:-1] + "ie"
    if ending != "ing" and stem.endswith("i"):
        yield stem[:-1] + "y"


def _without_es(stem: str) -> Iterator[str]:
    if stem.endswith("e"):
        yield stem[:-1]
    if stem.endswith("ie"):
        yield stem[:-2] + "y"
    if stem.endswith("ve"):
        yield stem[:-2] + "f"
        yield stem[:-2] + "fe"
