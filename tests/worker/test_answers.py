import pytest

from tutorfleet.worker.answers import asked, fitting, unsure


def test_the_last_question_of_a_reply_is_found() -> None:
    assert asked("That is good. Who is it? How many dogs do you have?") == "How many dogs do you have?"
    assert asked("Tea is good.") == ""
    assert asked("") == ""


@pytest.mark.parametrize(
    ("question", "text", "section"),
    [
        ("How many people are there?", "5", "answer-number"), ("How often do you cook?", "every day", "answer-number"),
        ("What is your favorite food?", "Durian", "answer-choice"), ("Do you prefer tea or coffee?", "tea", "answer-choice"),
        ("Who cooks at home?", "my mother", "answer-person"), ("Where do you live?", "in Padang", "answer-place"),
        ("Why do you like it?", "because it is fun", "answer-reason"), ("How do you feel now?", "better", "answer-feeling"),
        ("Who do you chat with?", "for my work", "answer"), ("What is your favorite food?", "it was expensive", "answer"),
        ("What did you do?", "nothing much", "answer"),
    ],
)  # fmt: skip
def test_an_answer_is_taken_as_an_answer_to_that_question(question: str, text: str, section: str) -> None:
    assert fitting(question, text) == section


def test_no_answer_is_known_too() -> None:
    assert unsure("I don't know")
    assert not unsure("I know it")
