import pytest

from tutorfleet.language.check import check
from tutorfleet.models.catalogue import STARTER
from tutorfleet.worker.echo import Lexicon, bare_noun, echo
from tutorfleet.worker.starter import Starter


@pytest.fixture(scope="module")
def starter() -> Starter:
    found = Starter.from_file(STARTER / "chat.gguf")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def lexicon(starter: Starter) -> Lexicon:
    return starter.known.lexicon


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I want to build a robot", "build a robot"),
        ("we will open a small library next year", "open a small library"),
        ("I am learning to swim", "swim"),
        ("I want to fix my bicycle", "fix your bicycle"),
        ("I want to be a pilot", "be a pilot"),
        ("I would like to learn Korean", "learn Korean"),
    ],
)
def test_words_of_the_learner_are_taken_up(lexicon: Lexicon, text: str, words: str) -> None:
    assert echo(text, lexicon) == words


@pytest.mark.parametrize(
    "text",
    [
        "", "I want to", "I want to kill my boss", "I want to buy a gun", "I want buy robot", "I want to build robot", "my freind",
        "the plomf", "I want to have a informations", "I want to meet you", "I want to build an robot", "my <script>", "this morning",
        "I will sleep all day", "My mother is here", "I want to see two childs", 'my "robot"x', "I want to buy a car factory worker",
    ],
)  # fmt: skip
def test_what_is_wrong_rude_or_unknown_is_not_taken_up(lexicon: Lexicon, text: str) -> None:
    assert echo(text, lexicon) == ""


def test_every_echo_is_correct_english(starter: Starter) -> None:
    some = ["a robot", "an old guitar", "the big garden", "my new shop", "music", "coins", "some vegetables"]
    for verb in sorted(starter.known.lexicon.transitive - {"be", "become", "have"}):
        for thing in some:
            if found := echo(f"I want to {verb} {thing}", starter.known.lexicon):
                assert check(line := f"When do you want to {found}?") == [], line


def test_one_word_that_can_stand_alone(lexicon: Lexicon) -> None:
    assert bare_noun("durian!", lexicon) == "durian"
    assert bare_noun("english", lexicon) == "English"
    assert bare_noun("a durian", lexicon) == ""
