"""The second ear is made by a readable script: its frames, its order and its weights are the same every time."""

import random

from training.ear.__main__ import WEIGHTS, written
from training.ear.examples import LANGUAGE, Example, examples, fingerprint, forms
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


def test_a_message_that_counts_more_is_learned_sooner() -> None:
    heavy = [Example(one.text, one.about, one.source, one.group, 3.0 if one.about == "crisis" else 1.0) for one in MANY]
    said = "I want to vanish"
    assert sureness(said + " for ever now", fit(heavy)).sureness > sureness(said + " for ever now", fit(MANY)).sureness


def test_the_weights_were_made_from_the_sentences_that_are_there() -> None:
    """If not: `python -m training.ear` makes them anew."""
    assert fingerprint(examples()) in WEIGHTS.read_text("utf-8")


def test_the_ear_has_not_learned_from_what_it_is_measured_with() -> None:
    held_out = [LANGUAGE / "small_talk_held_out.txt", LANGUAGE / "safety_held_out.tsv"]
    held_out += LANGUAGE.glob("held_out_[3-7]_correct.txt")
    lines = {line.split("\t")[-1] for path in held_out for line in path.read_text("utf-8").splitlines() if line}
    assert not lines & {example.text for example in examples()}


def test_what_is_written_is_what_is_read() -> None:
    assert written(model(), fingerprint(examples())) == WEIGHTS.read_text("utf-8")
