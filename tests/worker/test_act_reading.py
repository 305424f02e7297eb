import pytest

from tutorfleet.models.catalogue import STARTER
from tutorfleet.worker.readings import Reading, Scene
from tutorfleet.worker.starter import Starter

FIRST = Scene(None, "", talking=False)


@pytest.fixture(scope="module")
def starter() -> Starter:
    found = Starter.from_file(STARTER / "chat.gguf")
    assert found is not None
    return found


def section(starter: Starter, text: str, scene: Scene = FIRST) -> str:
    return starter._read(text, scene)[0].section


@pytest.mark.parametrize(
    ("text", "pool"),
    [
        ("I won the badminton match and I'm so happy today!", "act-good"),
        ("My daughter won the spelling contest at school today", "act-proud-other"),
        ("hungry", "act-one-word-low"), ("will you marry me, sweet teacher?", "act-flirt"),
        ("Yesterday we saw so many stars at the beach. What is the name of the biggest planet?", "act-ask-fact"),
    ],
)  # fmt: skip
def test_a_message_is_answered_by_what_it_does(starter: Starter, text: str, pool: str) -> None:
    assert section(starter, text) == pool


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Durian", "fruit"), ("I have a small dog and he likes to run.", "pets"), ("My name is Sari", "name"), ("8 17 1945", "numbers"),
        ("I want to improve my English", "english"), ("what is the past tense of go?", "grammar"),
    ],
)  # fmt: skip
def test_a_sure_topic_and_a_set_phrase_keep_their_lines(starter: Starter, text: str, kept: str) -> None:
    assert not section(starter, text).startswith("act-")


def test_a_short_answer_goes_on_with_the_talk(starter: Starter) -> None:
    scene = Scene(Reading("act-good"), "Who did you tell first?")
    assert section(starter, "my mother", scene).startswith("answer")


def test_a_short_message_stays_with_the_topic_of_the_talk(starter: Starter) -> None:
    assert not section(starter, "every sunday with friends", Scene(Reading("sports"), "How often?")).startswith("act-")


@pytest.mark.parametrize(
    "text", ["My father lost his job and we have no money", "There was an earthquake in my village"]
)
def test_what_sounds_like_bad_news_is_met_as_such(starter: Starter, text: str) -> None:
    found = starter._read(text, FIRST)[0]
    assert found.kind == "bad" or found.section == "act-low"


def test_a_gloomy_word_rules_out_cheerful_pools(starter: Starter) -> None:
    text = "Yesterday we visited my friend in the hospital and played cards until evening"
    assert starter.known.acts.pool(text) == "story"
    assert section(starter, text) == "act-oops"


def test_an_exaggeration_is_met_as_half_a_joke(starter: Starter) -> None:
    assert section(starter, "my mom gonna murder me when she sees what i did to her tupperware") == "act-oops"
