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
    ("text", "slot", "words"),
    [
        ("I want to build a robot", "v", "build a robot"),
        ("we will open a small library next year", "v", "open a small library"),
        ("I am learning to swim", "v", "swim"),
        ("I want to fix my bicycle", "v", "fix your bicycle"),
        ("I want to be a pilot", "v", "be a pilot"),
        ("My old clock is on the wall", "x", "your old clock"),
        ("I would like to learn Korean", "v", "learn Korean"),
    ],
)
def test_words_of_the_learner_are_taken_up(lexicon: Lexicon, text: str, slot: str, words: str) -> None:
    found = echo(text, lexicon)
    assert found is not None
    assert (found.slot, found.words) == (slot, words)


@pytest.mark.parametrize(
    "text",
    [
        "", "I want to", "I want to kill my boss", "I want to buy a gun", "I want buy robot", "I want to build robot", "my freind",
        "the plomf", "I want to have a informations", "I want to meet you", "I want to build an robot", "my <script>", "this morning",
        "I will sleep all day", "My mother is here", "I want to see two childs", 'my "robot"x', "I want to buy a car factory worker",
    ],
)  # fmt: skip
def test_what_is_wrong_rude_or_unknown_is_not_taken_up(lexicon: Lexicon, text: str) -> None:
    assert echo(text, lexicon) is None


def test_every_echo_is_correct_english(starter: Starter) -> None:
    some = ["a robot", "an old guitar", "the big garden", "my new shop", "music", "coins", "some vegetables"]
    for verb in sorted(starter.known.lexicon.transitive - {"be", "become", "have"}):
        for thing in some:
            if found := echo(f"I want to {verb} {thing}", starter.known.lexicon):
                assert check(line := f"When do you want to {found.words}?") == [], line


def test_one_word_that_can_stand_alone(lexicon: Lexicon) -> None:
    assert bare_noun("durian!", lexicon) == "durian"
    assert bare_noun("english", lexicon) == "English"
    assert bare_noun("a durian", lexicon) == ""
