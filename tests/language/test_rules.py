"""Every rule corrects its examples, leaves its counter-examples alone, and is in the docs."""

import runpy
from pathlib import Path

import pytest

from tutorfleet.language.check import ENOUGH, check
from tutorfleet.language.edits import CATEGORIES, apply, without_overlaps
from tutorfleet.language.rule import Rule, found_by
from tutorfleet.language.rules import RULES
from tutorfleet.language.tokens import sentences

ROOT = Path(__file__).parent.parent.parent


def corrected(rule: Rule, text: str) -> str:
    return apply(text, without_overlaps(list(found_by([rule], sentences(text), text))))


@pytest.mark.parametrize(
    ("rule", "wrong", "right"), [pytest.param(r, w, x, id=f"{r.id}: {w}") for r in RULES for w, x in r.examples]
)
def test_a_rule_corrects_its_examples(rule: Rule, wrong: str, right: str) -> None:
    assert corrected(rule, wrong) == right


@pytest.mark.parametrize(("rule", "text"), [pytest.param(r, t, id=f"{r.id}: {t}") for r in RULES for t in r.fine])
def test_a_rule_leaves_its_counter_examples_alone(rule: Rule, text: str) -> None:
    assert corrected(rule, text) == text


@pytest.mark.parametrize(
    ("rule", "right"), [pytest.param(r, x, id=f"{r.id}: {x}") for r in RULES for _, x in r.examples]
)
def test_a_rule_accepts_what_it_proposes(rule: Rule, right: str) -> None:
    assert corrected(rule, right) == right


@pytest.mark.parametrize(
    ("wrong", "right"),
    [pytest.param(w, x, id=f"{r.id}: {w}") for r in RULES if r.confidence >= ENOUGH for w, x in r.examples],
)
def test_no_other_rule_spoils_an_example(wrong: str, right: str) -> None:
    assert apply(wrong, check(wrong)) == right


@pytest.mark.parametrize("text", [pytest.param(t, id=f"{r.id}: {t}") for r in RULES for t in r.fine])
def test_no_rule_at_all_touches_a_counter_example(text: str) -> None:
    assert check(text) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_a_rule_has_examples_and_counter_examples_and_two_reasons(rule: Rule) -> None:
    assert rule.examples
    assert rule.fine
    assert rule.reason.en != rule.reason.id
    assert rule.category in CATEGORIES
    assert 0 < rule.confidence <= 1


def test_rules_have_names_of_their_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_the_page_of_rules_is_current() -> None:
    page = runpy.run_path(str(ROOT / "scripts" / "rules.py"))["page"]()
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == page, "run: python scripts/rules.py"


@pytest.mark.parametrize("rule", [r for r in RULES if r.needs], ids=lambda r: r.id)
def test_what_a_rule_needs_is_in_small_letters_and_in_its_examples(rule: Rule) -> None:
    assert all(word == word.lower() for word in rule.needs)
    assert all(rule.needs & s.words for wrong, _ in rule.examples for s in sentences(wrong))


@pytest.mark.parametrize("rule", [r for r in RULES if r.needs], ids=lambda r: r.id)
def test_a_rule_finds_nothing_in_a_sentence_without_the_words_it_needs(rule: Rule) -> None:
    texts = [wrong for other in RULES for wrong, _ in other.examples]
    found = [s for text in texts for s in sentences(text) if not rule.needs & s.words]
    assert not [s.text for s in found if list(rule.find(s))]
