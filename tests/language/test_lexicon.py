"""The table of lemminflect, read as text."""

import subprocess
import sys

import pytest

from tutorfleet.language.lexicon import Sense, form, known, senses


@pytest.mark.parametrize(
    ("word", "tag", "base"),
    [
        ("works", "third", "work"),
        ("works", "nouns", "work"),
        ("rewrote", "past", "rewrite"),
        ("children", "nouns", "child"),
        ("hoping", "ing", "hope"),
        ("hopping", "ing", "hop"),
        ("travelled", "past", "travel"),
        ("happier", "more", "happy"),
        ("quickly", "adv", "quickly"),
    ],
)
def test_a_word_has_its_senses(word: str, tag: str, base: str) -> None:
    assert Sense(tag, base) in senses(word)


def test_hoping_is_not_a_form_of_hop() -> None:
    assert Sense("ing", "hop") not in senses("hoping")


@pytest.mark.parametrize(
    ("base", "tag", "right"),
    [
        ("refer", "past", "referred"),
        ("rewrite", "done", "rewritten"),
        ("photo", "nouns", "photos"),
        ("beautiful", "past", None),
    ],
)
def test_a_base_has_its_forms(base: str, tag: str, right: str | None) -> None:
    assert form(base, tag) == right


@pytest.mark.parametrize("word", ["", "x1", "goed", "blorp", "Budi", "nasi"])
def test_what_the_table_does_not_have_is_unknown(word: str) -> None:
    assert not known(word)


def test_reading_the_table_costs_neither_the_package_nor_numpy() -> None:
    code = (
        "import sys; from tutorfleet.language import lexicon; lexicon.load();"
        " sys.exit(len({'numpy', 'lemminflect'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
