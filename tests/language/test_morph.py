"""Forms of words."""

import pytest

from tutorfleet.language.morph import base, ing, overregular, participle, past, plural, third


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("go", "goes going went gone"),
        ("stop", "stops stopping stopped stopped"),
        ("study", "studies studying studied studied"),
        ("write", "writes writing wrote written"),
        ("lie", "lies lying lied lied"),
        ("play", "plays playing played played"),
        ("visit", "visits visiting visited visited"),
        ("watch", "watches watching watched watched"),
        ("travel", "travels traveling traveled traveled"),
        ("program", "programs programming programmed programmed"),
        ("spread", "spreads spreading spread spread"),
        ("rewrite", "rewrites rewriting rewrote rewritten"),
        ("refer", "refers referring referred referred"),
        ("offer", "offers offering offered offered"),
        ("vlog", "vlogs vlogging vlogged vlogged"),
    ],
)
def test_a_verb_has_its_forms(base: str, forms: str) -> None:
    assert [third(base), ing(base), past(base), participle(base)] == forms.split()


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("book", "books"),
        ("box", "boxes"),
        ("city", "cities"),
        ("boy", "boys"),
        ("child", "children"),
        ("photo", "photos"),
        ("knife", "knives"),
        ("analysis", "analyses"),
        ("businessman", "businessmen"),
        ("human", "humans"),
        ("sheep", "sheep"),
        ("emoji", "emojis"),
    ],
)
def test_a_noun_has_its_plural(noun: str, many: str) -> None:
    assert plural(noun) == many


@pytest.mark.parametrize(
    ("word", "tags", "found"),
    [
        ("went", ("past",), "go"),
        ("studies", ("third", "nouns"), "study"),
        ("criteria", ("nouns",), "criterion"),
        ("panicked", ("past",), "panic"),
        ("blorped", ("past",), None),
        ("go", ("past",), None),
    ],
)
def test_a_form_has_its_base(word: str, tags: tuple[str, ...], found: str | None) -> None:
    assert base(word, *tags) == found


def test_a_past_that_is_a_word_of_its_own_is_no_slip() -> None:
    assert "goed" in overregular()
    assert "seed" not in overregular()
