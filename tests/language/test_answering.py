"""Whether a message answers: by the kind of question, and by words in common."""

import pytest

from tutorfleet.language.answering import ANSWERED, BRIEF, FITTING, LOST, NEAR, SAID, asked, responded, understood


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("That sounds lovely. Who went to the beach with you?", "who"),
        ("Where do you live?", "where"),
        ("When did you arrive?", "when"),
        ("What time do you get up?", "number"),
        ("Why is that?", "why"),
        ("How many cats do you have?", "number"),
        ("How was your day?", "what"),
        ("Do you like tea or coffee?", "choice"),
        ("Do you live where your parents live?", "yes-no"),
        ("Oh no! Are you better now?", "yes-no"),
        ("And what do you do there?", "what"),
        ("You like it?", "yes-no"),
        ("I see. Tell me more.", "nothing"),
        ("Where is it? I am curious. Is it far?", "yes-no"),
    ],
)
def test_a_question_asks_for_something(said: str, kind: str) -> None:
    assert asked(said) == kind


@pytest.mark.parametrize(
    ("said", "text", "points"),
    [
        ("Where do you live?", "I live in Solo.", ANSWERED),
        ("Where do you live?", "In Solo.", FITTING),
        ("Tell me about your school.", "My school is big.", NEAR),
        ("I see.", "We cooked rice and fish.", SAID),
        ("Where do you live?", "Hm.", BRIEF),
        ("Where do you live?", "Sorry, I don't understand.", LOST),
        ("Do you like tea or coffee?", "Coffee.", ANSWERED),
        ("Did you sleep well?", "Not really.", FITTING),
    ],
)
def test_understanding_is_read_from_the_answer(said: str, text: str, points: int) -> None:
    assert understood(text, said) == points


def test_saying_more_is_more_responsive() -> None:
    said = "Do you like your school?"
    points = [
        responded(text, said) for text in ("Hm.", "Yes.", "Yes, I like it a lot.", "Yes, I like it because it is near.")
    ]
    assert points == sorted(set(points))
    assert points[-1] == 20


def test_without_a_question_nothing_is_held_against_a_message() -> None:
    assert responded("I like it because it is near.", "") > responded("I like it because it is near.", "Who is he?") - 5
