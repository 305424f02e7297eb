"""Praise is given for a mistake no longer made: only where it could have been made, once, and never falsely."""

import pytest

from tutorfleet.language.check import check
from tutorfleet.language.edits import Edit, Reason
from tutorfleet.language.praise import Earlier, Praise, praise
from tutorfleet.language.rules import RULES

EXAMPLES = [(rule.id, wrong, right) for rule in RULES for wrong, right in rule.examples]


def wrote(text: str, praised: str | None = None) -> Earlier:
    return Earlier(text, check(text), praised)


def praised(today: str, *earlier: str) -> Praise | None:
    return praise(today, check(today), [wrote(text) for text in earlier])


@pytest.mark.parametrize(
    ("earlier", "today", "words"),
    [
        ("I live here since two years.", "I have studied English for three years.", "English for three years"),
        ("Yesterday I go home.", "Yesterday I went to the park.", "I went to the"),
        ("We discuss about the plan.", "We discuss the problem now.", "discuss the problem now"),
        ("I am agree with you.", "I agree with her.", "I agree with her"),
        ("I have two book.", "I have two books.", "two books"),
        ("I want buy a car.", "I want to buy a car.", "want to buy a"),
        ("She is teacher.", "He is a teacher in Solo.", "is a teacher in"),
        ("He don't like it.", "Does she know? She doesn't like tea.", "She doesn't like tea"),
    ],
)
def test_what_is_right_now_and_was_wrong_before_is_praised(earlier: str, today: str, words: str) -> None:
    found = praised(today, earlier)
    assert found is not None
    assert found.words == words == today[found.start : found.start + len(words)]


def test_it_names_both_wordings_in_both_languages() -> None:
    found = praised("I have studied English for three years.", "I live here since two years.")
    assert found is not None
    assert found.text == Reason(
        "Well done: “English for three years” is right; before, you wrote “here since two years”.",
        "Bagus: “English for three years” sudah benar; dulu kamu menulis “here since two years”.",
    )


@pytest.mark.parametrize(
    "today",
    [
        "I study English because it is useful.",  # no place for since or for
        "This present is for my mother.",  # another use of for
        "I have lived here since 2010.",  # since, and rightly; the mistake was another
        "I am here since three years.",  # made again
        'He said "for three years".',  # quoted
        "Saya tinggal di sini for three years bersama keluarga saya.",  # another language
        "",
    ],
)
def test_what_proves_nothing_is_not_praised(today: str) -> None:
    assert praised(today, "I have lived here since two years.") is None


def test_what_is_right_once_and_wrong_once_is_not_praised() -> None:
    assert praised("I have two books and three car.", "I have two book.") is None


@pytest.mark.parametrize(
    ("earlier", "today"),
    [
        ("Yesterday I go home.", "Every day I go home."),
        ("Yesterday I go home.", "I went."),  # without the time that asks for it
        ("She is teacher.", "She has a teacher."),
        ("She is teacher.", "She is a nurse."),  # a small word alone is anywhere
        ("He is an university student.", "He bought a shirt."),
        ("I am live in Jakarta.", "I work in Solo."),
        ("We discuss about the plan.", "We talk about the plan."),
        ("I have two book.", "I like books."),
        ("I have two book.", "I have two book."),
    ],
)
def test_a_right_word_in_another_place_is_not_praised(earlier: str, today: str) -> None:
    assert praised(today, earlier) is None


def test_the_same_form_of_another_word_is_praised_after_two_mistakes() -> None:
    assert praised("Yesterday I bought rice.", "Yesterday I go home.") is None
    assert praised("Yesterday I bought rice.", "Yesterday I go home.", "Last week we eat fish.") is not None


def test_it_is_said_once_until_the_mistake_is_made_again() -> None:
    mistake, today = "I live here since two years.", "I have lived here for two years."
    first = praise(today, [], [wrote(mistake)])
    assert first is not None
    assert praise(today, [], [wrote(mistake), wrote(today, first.kind)]) is None
    assert praise(today, [], [wrote(mistake), wrote(today, first.kind), wrote(mistake)]) is not None


def test_the_most_frequent_mistake_comes_first() -> None:
    found = praised("I have two books and I agree with you.", "I have two book.", "I am agree.", "I am agree.")
    assert found is not None
    assert found.words == "I agree with you"


def test_a_misspelt_word_is_praised_when_it_is_spelt_right() -> None:
    edit = Edit(2, 9, "recieve", "receive", "spelling", "unknown-word", 0.9, Reason("a", "b"))
    earlier = [Earlier("I recieve it.", [edit])]
    found = praise("They receive letters.", [], earlier)
    assert found is not None
    assert found.words == "They receive letters"
    assert praise("They get letters.", [], earlier) is None


def test_a_mistake_of_a_rule_that_is_no_more_cannot_be_tried_and_is_not_praised() -> None:
    edit = Edit(2, 4, "go", "went", "tense", "a-rule-of-last-year", 0.9, Reason("a", "b"))
    assert praise("I went home.", [], [Earlier("I go home.", [edit])]) is None


def test_an_edit_that_belongs_to_another_text_is_no_reason() -> None:
    edit = check("Yesterday I go home.")[0]
    assert praise("Yesterday I went home.", [], [Earlier("Too short.", [edit])]) is None


@pytest.mark.parametrize(("rule", "wrong", "right"), EXAMPLES)
def test_no_example_of_a_mistake_is_praised_and_what_is_praised_stands_in_the_text(
    rule: str, wrong: str, right: str
) -> None:
    assert praised(wrong, wrong) is None
    found = praise(right, [], [wrote(wrong)])
    assert found is None or (found.words in right and found.before in wrong)


def test_nearly_every_rule_can_praise() -> None:
    can = {rule for rule, wrong, right in EXAMPLES if praise(right, [], [wrote(wrong)])}
    assert len(can) >= 0.9 * len({rule for rule, _, _ in EXAMPLES})
