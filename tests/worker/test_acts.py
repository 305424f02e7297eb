import pytest

from tutorfleet.models.catalogue import STARTER
from tutorfleet.worker.acts import Acts
from tutorfleet.worker.starter import Starter

SMALL = Acts.load(
    {
        "acts": ["mishap", "funny"],
        "bias": [0.0, 0.0],
        "weights": {"broke": "0:30", "haha": "1:30"},
        "classes": {},
        "apt": {"mishap": {"mishap": 1.0, "funny": 0.3}, "funny": {"funny": 1.0, "mishap": 0.3}, "oops": {"mishap": 0.8, "funny": 0.8}},
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def acts() -> Acts:
    found = Starter.from_file(STARTER / "chat.gguf")
    assert found is not None
    return found.known.acts


def test_the_likeliest_act_stands_first() -> None:
    assert next(iter(SMALL.heard("it broke"))) == "mishap"


def test_the_chances_of_all_acts_are_one() -> None:
    assert sum(SMALL.heard("it broke haha").values()) == pytest.approx(1.0)


def test_where_one_act_is_sure_its_own_lines_answer() -> None:
    assert SMALL.pool("it broke") == "mishap"


def test_between_two_acts_lines_for_both_answer() -> None:
    assert SMALL.pool("it broke haha") == "oops"


def test_a_hint_decides_between_two_acts() -> None:
    assert SMALL.pool("it broke haha", "funny") == "funny"


def test_without_a_model_there_is_no_pool() -> None:
    assert Acts().pool("it broke") == ""


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("I passed the exam!! I am so happy", "good"), ("I dropped my phone in the river and it is broken", "mishap"),
        ("My neighbor sings karaoke every night, so annoying", "complaint"), ("I am nervous, tomorrow is my interview", "worry"),
        ("I have a headache and I am so tired", "unwell"), ("Next month I will open a small shop", "plan"),
        ("When I was a child my grandmother told us stories", "memory"), ("In my opinion homework should be forbidden", "opinion"),
        ("How do I say mager in English?", "ask-english"), ("Are you a real person?", "ask-tutor"),
        ("Should I buy the red one or the blue one?", "ask-advice"), ("Thank you so much for your help", "thanks"),
    ],
)  # fmt: skip
def test_a_plain_message_is_heard(acts: Acts, text: str, act: str) -> None:
    assert next(iter(acts.heard(text))) == act


@pytest.mark.parametrize("text", ["", " ", "?", "\x00", "🙂" * 300, "word " * 3000, "\ud800"])
def test_any_text_has_a_pool(acts: Acts, text: str) -> None:
    assert acts.pool(text) in acts.apt
