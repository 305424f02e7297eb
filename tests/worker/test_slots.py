import pytest

from tutorfleet.models.catalogue import STARTER
from tutorfleet.worker.echo import Lexicon
from tutorfleet.worker.lines import Offer
from tutorfleet.worker.slots import OFFERED, filled, slots
from tutorfleet.worker.starter import Starter

OFFER = Offer(["Oh no!"], ["What happened?", "What did {p} say?", "When do you want to {v}?"])


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    found = Starter.from_file(STARTER / "chat.gguf")
    assert found is not None
    return found.known.lexicon


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("My little sister can read already", {"p": "your little sister"}),
        ("Yesterday my mother in law came", {"p": "your mother in law"}),
        ("I want to build a robot", {"v": "build a robot"}),
    ],
)  # fmt: skip
def test_words_of_the_learner_are_found(lexicon: Lexicon, text: str, words: dict[str, str]) -> None:
    assert slots(text, lexicon, gloomy=False) == words


@pytest.mark.parametrize(
    "text",
    [
        "My late father loved this song",
        "my mother house is big",
        "my sister's boyfriend is late",
        "I miss my brother",
        "my xyzzy",
        "",
        "hello",
    ],
)
def test_nobody_who_may_have_died_and_nobody_who_only_owns_comes_back(lexicon: Lexicon, text: str) -> None:
    assert slots(text, lexicon, gloomy=False) == {}


def test_a_wish_does_not_come_back_in_a_gloomy_message(lexicon: Lexicon) -> None:
    assert slots("I want to build a robot", lexicon, gloomy=True) == {}


def test_a_line_without_words_for_its_slot_goes() -> None:
    found = filled(OFFER, {}, "it broke")
    assert (found.reactions, found.questions) == (["Oh no!"], ["What happened?"])


def test_a_question_with_the_learners_words_goes_first() -> None:
    found = filled(OFFER, {"p": "your sister"}, "my sister can read")
    assert list(found.questions) == ["What did your sister say?"]
    assert "What happened?" in found.later


def test_nobody_is_asked_what_was_just_said() -> None:
    found = filled(OFFER, {"p": "your sister"}, "my sister said no")
    assert list(found.questions) == ["What happened?"]


def test_a_few_lines_are_offered_for_the_same_message_the_same() -> None:
    many = Offer([f"Oh {i}." for i in range(30)], [f"Why {i}?" for i in range(30)])
    first, again, other = (filled(many, {}, text) for text in ("rain", "rain", "sun"))
    assert first == again
    assert first != other
    assert len(first.reactions) == len(first.questions) == OFFERED
