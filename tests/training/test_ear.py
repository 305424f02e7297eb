"""The second ear is made by a readable script: its frames, its order and its weights are the same every time."""

import random

from training.ear.__main__ import WEIGHTS, written
from training.ear.examples import Example, examples, forms
from training.ear.fit import SEEN, fit, vocabulary

from tutorfleet.language.ear import MEANINGS, model, sureness

MANY = [
    Example(text, about, "written", group)
    for group in range(SEEN)
    for text, about in (("I want to vanish for ever", "crisis"), ("I want to eat noodles", "ordinary"))
]


def test_a_frame_stands_for_all_its_forms() -> None:
    assert forms("I {want|wish} to {go|}", random.Random(0)) == [
        "I want to go",
        "I want to",
        "I wish to go",
        "I wish to",
    ]


def test_of_a_frame_with_many_forms_some_are_drawn() -> None:
    frame = "{a|b|c|d} {a|b|c|d} {a|b|c|d}"
    assert forms(frame, random.Random(1), 5) == forms(frame, random.Random(1), 5)
    assert 1 < len(forms(frame, random.Random(1), 5)) <= 5


def test_the_examples_are_always_the_same_and_of_every_meaning() -> None:
    every = examples()
    assert every == examples()
    assert {*MEANINGS, "low", "alike", "ordinary"} == {example.about for example in every}


def test_all_forms_of_a_frame_are_one_group_and_so_never_parted() -> None:
    groups = {example.group: (example.about, example.source) for example in examples()}
    assert all(groups[example.group] == (example.about, example.source) for example in examples())
    assert len(groups) < len(examples())


def test_what_too_few_groups_say_is_no_feature() -> None:
    assert "noodl" not in vocabulary(MANY[:-2])
    assert "noodl" in vocabulary(MANY)


def test_what_was_learned_is_told_apart() -> None:
    fitted = fit(MANY)
    assert (
        sureness("I want to vanish for ever", fitted).sureness
        > 0.5
        > sureness("I want to eat noodles again", fitted).sureness
    )
    assert fitted == fit(MANY)


def test_what_is_written_is_what_is_read() -> None:
    assert written(model()) == WEIGHTS.read_text("utf-8")
