"""Corrections as a learner gets them: right ones, few false ones, none that breaks a text."""

import concurrent.futures
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tutorfleet.language.check import Clean, Look, agreed, check
from tutorfleet.language.edits import CATEGORIES, Edit, Reason, apply
from tutorfleet.language.rules import RULES

HERE = Path(__file__).parent
BEACH = "Yesterday I go to the beach with my friend and we was very happy"


def lines(name: str) -> list[str]:
    return [
        line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")
    ]


def pairs() -> list[tuple[str, list[str]]]:
    files = ("learner_sentences.tsv", "fresh_wrong.tsv", "fresh_wrong_2.tsv")
    rows = [line.split("\t") for name in files for line in lines(name)]
    return [(wrong, right.split("|")) for wrong, right, _ in rows]


def test_the_beach_gets_exactly_went_and_were() -> None:
    found = check(BEACH)
    assert [(e.original, e.replacement, e.category) for e in found] == [
        ("go", "went", "tense"),
        ("was", "were", "agreement"),
    ]
    assert all(e.reason.en and e.reason.id and e.reason.en != e.reason.id for e in found)


@pytest.mark.parametrize(
    "sentence", lines("correct_sentences.txt") + lines("fresh_correct.txt") + lines("tricky_correct.txt")
)
def test_a_correct_sentence_is_left_alone(sentence: str) -> None:
    assert check(sentence) == []


def test_nearly_all_learner_sentences_get_an_acceptable_correction() -> None:
    right = [apply(wrong, check(wrong)) in acceptable for wrong, acceptable in pairs()]
    assert sum(right) / len(right) >= 0.9


def test_a_changed_learner_sentence_is_nearly_always_changed_rightly() -> None:
    changed = [(apply(wrong, check(wrong)), acceptable) for wrong, acceptable in pairs() if check(wrong)]
    assert sum(got in acceptable for got, acceptable in changed) / len(changed) >= 0.95


@pytest.mark.parametrize("right", sorted({right for _, alternatives in pairs() for right in alternatives}))
def test_a_corrected_learner_sentence_is_left_alone(right: str) -> None:
    assert check(right) == []


@pytest.mark.parametrize("wrong", [wrong for wrong, _ in pairs()] + [w for r in RULES for w, _ in r.examples])
def test_a_corrected_text_has_nothing_more_to_correct(wrong: str) -> None:
    assert check(apply(wrong, check(wrong))) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([w for r in RULES for w, _ in r.examples]), min_size=2, max_size=4).map(" ".join))
def test_a_corrected_message_of_several_sentences_has_nothing_more_to_correct(text: str) -> None:
    assert check(apply(text, check(text))) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("She go to school and they is happy.", "She goes to school and they are happy."),
        ("He don't like it. I recieve a letter.", "He doesn't like it. I receive a letter."),
        ("My freind go to school.", "My friend goes to school."),
    ],
)
def test_two_mistakes_are_both_corrected(wrong: str, right: str) -> None:
    assert apply(wrong, check(wrong)) == right


@pytest.mark.parametrize(
    "before", ["😀😀 ", "Cafe\u0301! ", "\u200b", "\u202e", "\x00 ", "سلام ", "你好。 ", "👩‍👩‍👧 ", "\ud800 "]
)
def test_indices_stay_right_after_any_character(before: str) -> None:
    text = before + "He go to school. I recieve a letter."
    assert apply(text, check(text)) == before + "He goes to school. I receive a letter."


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "\x00",
        "\ud800\udfff",
        "?" * 1000,
        "a" * 100_000,
        "'" * 5000,
        '"' * 5001,
        "go " * 30_000,
        "( " * 20_000,
        "😀" * 20_000,
        "I go yesterday. " * 6_000,
    ],
)
def test_a_strange_or_very_long_text_is_quick_and_raises_nothing(text: str) -> None:
    check("Warm up.")
    start = time.process_time()
    check(text)
    assert time.process_time() - start < 20


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                *BEACH.split(),
                "a",
                "an",
                "informations",
                "don't",
                "the",
                ".",
                ",",
                "😀",
                '"',
                "`",
                "two",
                "if",
                "\n",
                "e\u0301",
                "\ud83d",
                "i",
                "teh",
                "@x",
            ]
        )
        | st.text(max_size=8),
        max_size=25,
    ).map(" ".join)
)
@example("a")
def test_edits_of_any_text_are_in_order_and_fit_it(text: str) -> None:
    found = check(text)
    apply(text, found)  # raises if they overlap or do not belong to the text
    assert found == sorted(found, key=lambda e: e.start)
    assert all(e.category in CATEGORIES and 0 < e.confidence <= 1 and e.original != e.replacement for e in found)


def test_the_same_text_always_gets_the_same_edits() -> None:
    assert check(BEACH) == check(BEACH)


def looking_for(*pairs: tuple[str, str, float]) -> Look:
    """Finds each first word and would replace it by the second, as sure as said."""

    def look(text: str, clean: Clean) -> list[Edit]:
        found = [(text.find(word), word, new, sure) for word, new, sure in pairs if word in text]
        made = [Edit(at, at + len(w), w, n, "tense", "r", sure, Reason(w, n)) for at, w, n, sure in found]
        return sorted(made, key=lambda e: e.start)

    return look


def test_corrections_that_take_each_other_back_are_not_shown() -> None:
    assert (
        agreed("one information", looking_for(("information.", "x", 1), ("one", "two", 0.9), ("two", "one", 0.9))) == []
    )


def test_a_correction_that_makes_room_for_another_becomes_one_with_it() -> None:
    found = agreed("she go", looking_for(("go", "GOES", 0.9), ("GOES", "went", 0.8)))
    assert [(e.original, e.replacement, e.confidence) for e in found] == [("go", "went", 0.8)]


def test_a_correction_that_never_comes_to_rest_is_not_shown() -> None:
    assert agreed("a b", looking_for(("a", "aa", 0.9))) == []


def test_threads_may_check_at_the_same_time() -> None:
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        results = list(pool.map(check, [BEACH] * 12))
    assert all(result == results[0] for result in results)


def test_what_is_no_english_of_the_learner_is_not_corrected() -> None:
    assert check('She said "he go there" and typed `I has` at https://x.id/he/go.') == []


@pytest.mark.parametrize("text", ["a " * 4000, "the the " * 1000, "I go. " * 1300])
def test_a_text_made_to_be_slow_is_checked_within_seconds(text: str) -> None:
    """One thread checks for every learner: this took minutes."""
    check("The checker is loaded now.")
    begun = time.process_time()
    check(text)
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("text", "right"), [("Tommorow is a holiday.", "Tomorrow is a holiday."), ("Budi is here.", "Budi is here.")]
)
def test_a_capital_hides_no_slip_in_a_small_word_and_makes_no_slip_of_a_name(text: str, right: str) -> None:
    assert apply(text, check(text)) == right
