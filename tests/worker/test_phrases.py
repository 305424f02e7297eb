import pytest

from tutorfleet.worker.phrases import (
    about_another,
    calls_another,
    follows,
    formula,
    kind_of,
    mashed,
    odd,
    tells_of_the_past,
)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("你好", "nonenglish"), ("привет, как дела", "nonenglish"), ("🙂🙂", "emoji"), (":)", "emoji"), ("12 345", "numbers"),
        ("for (i=0;i<3;i++) { go(); }", "code"), ("https://example.org/x", "code"), ("", "help"), ("???", "dontunderstand"),
        ("saya suka makan nasi goreng", "nonenglish"),
    ],
)  # fmt: skip
def test_odd_messages_need_no_model(text: str, section: str) -> None:
    assert odd(text) == section


@pytest.mark.parametrize(
    "text", ["I like rice; it is good", "my score: 90", "He said (yes) to me", "I'm 25", "I eat nasi goreng di Bali"]
)
def test_prose_is_not_odd(text: str) -> None:
    assert odd(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how are you?", ("greeting", "ask")), ("Hello teacher, how are you today?", ("greeting", "ask")), ("Hi", ("greeting", "says")),
        ("I'm fine, thanks. How about you?", ("fine", "ask")), ("bye bye", ("bye", "says")), ("I have a question", ("question", "says")),
        ("Hi, my name is Rudi", ("name", "says")), ("My name is Ana and I live in Lima", ("origin", "says")),
        ("what's your favourite colour?", ("favorite", "says")), ("Can we practice English?", ("help", "says")),
        ("you're the dumbest bot I've ever seen", ("rude", "says")),
        ("How do you say rumah in English?", ("translate", "says")),
        ("I finish the laundry so let's talk", ("help", "says")), ("ok I am done, let's chat teacher", ("help", "says")),
        ("My crush likes my story. What does it mean??", ("advice", "says")),
    ],
)  # fmt: skip
def test_a_set_phrase_is_known(text: str, expected: tuple[str, str]) -> None:
    assert formula(text) == expected


@pytest.mark.parametrize(
    "text",
    ["How are your parents living?", "I am good at football", "Can we talk about food?", "his dog's name is Max"],
)
def test_what_only_looks_like_a_set_phrase_is_left_to_the_model(text: str) -> None:
    assert formula(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I finish the laundry so let's talk about football", "lets"), ("Which one is better for you, morning or night?", "ask"),
        ("My father has a car. Do you like cars?", "ask"), ("And you?", "ask"), ("what should I do this weekend?", "advice"),
        ("How can I remember new words", "advice"), ("I lost my wallet", "bad"), ("I broke my leg", "bad"),
        ("I lost weight", None), ("I know how to cook", None), ("We play football", None), ("My room is not noisy", None),
    ],
)  # fmt: skip
def test_the_kind_of_a_message_by_rule(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


def test_a_story_and_an_answer_are_recognised() -> None:
    assert tells_of_the_past("Yesterday I go home")
    assert not tells_of_the_past("I like tea")
    assert follows("because it is fun")
    assert not follows("I like tea")


@pytest.mark.parametrize(
    "text", ["My sister is getting married", "he likes to run", "Yesterday my father bought a car"]
)
def test_a_message_about_somebody_else_is_recognised(text: str) -> None:
    assert about_another(text)


@pytest.mark.parametrize("text", ["My sister and I cook", "I like my sister", "The weather is nice"])
def test_a_message_about_the_learner_or_a_thing_is_not_about_somebody_else(text: str) -> None:
    assert not about_another(text)


def test_running_fingers_are_not_a_name() -> None:
    assert mashed("asdkjh")
    assert not mashed("Superman")


def test_a_call_with_somebody_else_is_not_one_with_the_tutor() -> None:
    assert calls_another("My husband is a sailor, I see him only by video call.")
    assert not calls_another("can we make a video call?")
    assert not calls_another("I want a video call with you")
