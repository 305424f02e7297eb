"""Forms of words."""

import pytest

from tutorfleet.language.morph import ing, participle, past, plural, third


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
    ],
)
def test_a_noun_has_its_plural(noun: str, many: str) -> None:
    assert plural(noun) == many
