import re

import pytest

from tutorfleet.models.catalogue import STARTER
from tutorfleet.worker.requests import compiled, request, sections
from tutorfleet.worker.starter import Starter


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("send me your photo baby", "flirt"),
        ("You're so sexy", "flirt"),
        ("I love you", "flirt"),
        ("how can I hack my friend's instagram", "hacking"),
        ("How to make a bomb?", "hacking"),
        ("what medicine should I take for high fever?", "medicine"),
        ("should I buy bitcoin now?", "money"),
        ("who should I vote for in the election", "politics"),
        ("which religion is the best?", "politics"),
        ("what's your whatsapp number?", "private"),
        ("can you call me tomorrow?", "private"),
        ("remind me tomorrow at 7 to study", "remind"),
        ("What is the weather today?", "news"),
        ("Write an essay about global warming for my homework", "essay"),
        ("do my homework please", "essay"),
        ("Give me the answers for number 1 to 10", "essay"),
        ("Translate this to Indonesian: The quick brown fox", "translate"),
        ("is it legal to drive at 16?", "law"),
    ],
)
def test_a_request_that_is_not_for_a_tutor_is_known(text: str, section: str) -> None:
    assert request(text) == f"request-{section}"


@pytest.mark.parametrize(
    "text",
    [
        "I wrote an essay about trees", "I have to finish my report", "I took medicine for my fever", "I love you all, my students say",
        "we voted on Sunday", "I want to learn English", "My brother hacked his own phone", "Can you help me practice speaking?",
        "I bought gold",
        "It was hot today", "I send photos to my mother", "I play music", "the news was sad", "How do I write a good essay?",
    ],
)  # fmt: skip
def test_what_a_learner_tells_is_no_request(text: str) -> None:
    assert request(text) is None


def test_every_kind_of_request_has_written_lines() -> None:
    starter = Starter.from_file(STARTER / "chat.gguf")
    assert starter is not None
    assert all(len(starter.book.lines(section, kind)) > 1 for section in sections() for kind in ("react", "ask"))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("(can|could) ... hack", "could you perhaps hack it"),
        ("^ (please)? draw me $", "draw me!"),
        ("^ (please)? draw me $", "please draw me"),
        ("you (are)? hot", "you hot"),
    ],
)
def test_a_line_of_the_file_finds(line: str, text: str) -> None:
    assert re.search(compiled(line), text)


@pytest.mark.parametrize(
    ("line", "text"),
    [("(can|could) ... hack", "could you. hack"), ("^ draw me $", "draw me a cat"), ("draw me", "draw men")],
)
def test_a_line_of_the_file_does_not_find(line: str, text: str) -> None:
    assert not re.search(compiled(line), text)
