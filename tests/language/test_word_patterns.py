"""Patterns of words find what they say and nothing else."""

import re
import time

import pytest

from tutorfleet.language.word_patterns import compiled, plain, sections

LISTS = {"wish": "want|would_like"}


def finds(pattern: str, text: str) -> bool:
    return re.search(rf"(?<![\w'])(?:{compiled(pattern, LISTS)})", plain(text)) is not None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("want to die", "I want to die."),
        ("<wish> [to] die", "I would like to die"),
        ("<wish> [to] die", "I want die"),
        ("[so] tired of life", "tired of life"),
        ("[so] tired of life", "so tired of life"),
        ("lost ~2 dog", "I lost my little dog"),
        ("self harm*", "self harming"),
        ("don't care", "I don’t   care"),
        ("die !laughing", "I die, alone"),
    ],
)
def test_a_pattern_finds(pattern: str, text: str) -> None:
    assert finds(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("die", "the diet"),
        ("die", "studied"),
        ("lost ~2 dog", "I lost my very little old dog"),
        ("lost ~4 dog", "I lost. Then my dog came."),
        ("die !laughing", "I die laughing"),
        ("die !of|for", "I die of heat"),
    ],
)
def test_a_pattern_does_not_find(pattern: str, text: str) -> None:
    assert not finds(pattern, text)


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        compiled("<nobody> dies", {})


def test_long_repetitions_are_read_quickly() -> None:
    text = plain("i want to want to i feel like i think my life " * 430)
    start = time.process_time()
    for found in sections("care").values():
        found.search(text)
    assert time.process_time() - start < 5, "a pattern goes back and forth without bound"
