"""What hurts most comes first; habits before slips; fine points later for beginners."""

from tutorfleet.language.cefr import Level
from tutorfleet.language.edits import Category, Edit, Reason
from tutorfleet.language.ranking import HARM, rank


def edit(category: Category, start: int = 0, confidence: float = 0.9) -> Edit:
    return Edit(start, start + 1, "x", "y", category, "r", confidence, Reason("a", "b"))


def test_tense_comes_before_a_capital_letter() -> None:
    assert [e.category for e in rank([edit("capitalisation"), edit("tense", 5)])] == ["tense", "capitalisation"]


def test_a_habit_comes_before_a_slip() -> None:
    both = [edit("plural"), edit("agreement", 5)]
    assert [e.category for e in rank(both)] == ["agreement", "plural"]
    assert [e.category for e in rank(both, {"plural": 20})] == ["plural", "agreement"]


def test_the_surer_of_two_equals_comes_first() -> None:
    assert [e.start for e in rank([edit("tense", 0, 0.7), edit("tense", 5, 0.95)])] == [5, 0]


def test_a_tie_stays_in_text_order() -> None:
    assert [e.start for e in rank([edit("tense", 9), edit("tense", 1)])] == [1, 9]


def test_a_beginner_sees_fine_points_later() -> None:
    both = [edit("preposition"), edit("connective", 5, 0.8)]
    beginner = Level("A1", "A2", 20, 20, [])
    assert [e.category for e in rank(both)] == ["preposition", "connective"]
    assert [e.category for e in rank(both, level=beginner)] == ["connective", "preposition"]


def test_every_category_has_a_harm() -> None:
    from tutorfleet.language.edits import CATEGORIES

    assert set(HARM) == set(CATEGORIES)
