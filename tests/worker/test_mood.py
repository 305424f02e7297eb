import pytest

from tutorfleet.worker.mood import Mood
from tutorfleet.worker.particulars import Particular
from tutorfleet.worker.readings import Reading

MOOD = Mood.load({"bad": "sick steal toothach", "grave": "prison war", "mild": "angri"}, {"stole": "steal"})
PETS = Reading("pets")


def test_a_word_of_bad_news_makes_bad_news() -> None:
    assert MOOD.tinted(PETS, "Somebody stole my dog") == Reading("pets", "bad")


def test_without_gloomy_words_nothing_changes() -> None:
    assert MOOD.tinted(PETS, "I have a dog") == PETS


def test_a_grave_word_asks_quietly_where_it_is_not_at_home() -> None:
    assert MOOD.tinted(PETS, "my dog lives in a prison").kind == "says-grave"
    assert MOOD.tinted(Reading("health"), "he is in prison").kind == "says"


@pytest.mark.parametrize("section", ["films", "books", "gaming", "history"])
def test_what_is_told_of_others_is_no_bad_news(section: str) -> None:
    assert MOOD.tinted(Reading(section), "it is about a war and somebody is sick").kind == "says"


def test_a_mild_word_only_forbids_cheerful_lines() -> None:
    assert MOOD.gloomy("my dog is angry")
    assert MOOD.tinted(PETS, "my dog is angry") == PETS


def test_a_particular_thing_stays_where_it_is_the_bad_news() -> None:
    tooth = Reading("health", thing=Particular("health", ["Oh."], size=1, start=2))
    assert MOOD.tinted(tooth, "I have toothache").thing is not None


def test_a_particular_thing_goes_where_the_bad_news_is_another() -> None:
    wedding = Reading("wedding", thing=Particular("wedding", ["A big day."], size=1, start=4))
    assert MOOD.tinted(wedding, "somebody stole at the wedding").thing is None


@pytest.mark.parametrize(
    "text", ["my dog is not sick anymore", "my dog recovered, he was sick", "finally he is not sick"]
)
def test_what_is_over_is_a_relief(text: str) -> None:
    assert MOOD.tinted(PETS, text).kind == "says-relief"


def test_what_is_denied_is_not_lamented() -> None:
    assert MOOD.tinted(PETS, "my dog is never sick").kind == "says-not"


@pytest.mark.parametrize("text", ["This song is sick!", "I can't wait for it"])
def test_an_idiom_is_not_taken_by_its_words(text: str) -> None:
    assert not MOOD.gloomy(text)


def test_a_question_stays_a_question() -> None:
    assert MOOD.tinted(Reading("pets", "ask"), "are you sick?").kind == "ask"
