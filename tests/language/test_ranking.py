"""What hurts most comes first; habits before slips; fine points later for beginners; three cards say three things."""

from itertools import permutations

from tutorfleet.language.cefr import Level
from tutorfleet.language.edits import CATEGORIES, Category, Edit, Reason
from tutorfleet.language.ranking import HARM, Habits, cards, kind, rank, told


def edit(category: Category, start: int = 0, confidence: float = 0.9, rule: str = "", words: str = "") -> Edit:
    original, replacement = words.split() if words else ("x", category)
    end = start + len(original)
    return Edit(start, end, original, replacement, category, rule or category, confidence, Reason("a", "b"))


def starts(edits: list[Edit]) -> list[int]:
    return [e.start for e in edits]


def test_tense_comes_before_a_capital_letter() -> None:
    assert [e.category for e in rank([edit("capitalisation"), edit("tense", 5)])] == ["tense", "capitalisation"]


def test_a_habit_comes_before_a_slip() -> None:
    both = [edit("plural"), edit("agreement", 5)]
    assert [e.category for e in rank(both)] == ["agreement", "plural"]
    assert [e.category for e in rank(both, Habits(categories={"plural": 20}))] == ["plural", "agreement"]


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
    assert set(HARM) == set(CATEGORIES)


def test_a_habit_by_rule_counts_more_than_one_by_category() -> None:
    both = [edit("tense", 0, rule="a"), edit("tense", 5, rule="b")]
    assert starts(rank(both, Habits(kinds={"b": 3}, categories={"tense": 3}))) == [5, 0]


def test_what_was_corrected_twice_in_this_talk_does_not_crowd_out_others() -> None:
    again, new = edit("tense", 0, rule="a"), edit("capitalisation", 5, rule="b")
    assert starts(rank([again, new], Habits(told={"a": 1}))) == [0, 5]
    assert starts(rank([again, new], Habits(told={"a": 2}))) == [5, 0]


def test_the_second_mistake_of_a_kind_leaves_room_for_another_kind() -> None:
    edits = [edit("tense", 0, rule="a"), edit("tense", 5, rule="a"), edit("agreement", 9, rule="b")]
    assert starts(rank(edits)) == [0, 9, 5]


def test_the_order_of_the_edits_given_does_not_matter() -> None:
    edits = [edit("tense", 9), edit("tense", 1), edit("article", 4), edit("plural", 7)]
    assert {tuple(starts(rank(order))) for order in permutations(edits)} == {(1, 7, 9, 4)}


def test_ranking_loses_no_edit() -> None:
    edits = [edit(category, 10 * i) for i, category in enumerate(HARM)]
    assert sorted(starts(rank(edits))) == starts(edits)


def test_three_cards_are_shown_in_text_order_with_their_places() -> None:
    ranked = [edit("tense", 30), edit("plural", 0), edit("article", 20), edit("punctuation", 10)]
    assert [(place, e.start) for place, e in cards(ranked)] == [(2, 0), (3, 20), (1, 30)]


def test_there_are_never_two_cards_on_the_same_words() -> None:
    inside = edit("plural", 2, words="b c")
    ranked = [edit("tense", 0, words="aabb x"), inside, edit("article", 9)]
    assert [e.start for _, e in cards(ranked)] == [0, 9]


def test_the_same_correction_twice_is_one_card() -> None:
    ranked = [
        edit("plural", at, words=words)
        for at, words in ((0, "Informations Information"), (40, "informations information"))
    ]
    assert [place for place, _ in cards([*ranked, edit("article", 70)])] == [1, 3]


def test_the_kind_of_a_misspelling_is_its_word_and_of_others_the_rule() -> None:
    assert kind(edit("spelling", rule="s", words="recieve Receive")) == "s:receive"
    assert kind(edit("tense", rule="t")) == "t"


def test_only_what_was_shown_counts_as_told() -> None:
    message = [edit("tense", 9 * i, rule=f"r{i}", words=f"a{i} b") for i in range(5)]
    assert told([message, message[:1]]) == {"r0": 2, "r1": 1, "r2": 1}
