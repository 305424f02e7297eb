"""The scores are repeatable, monotone in the obvious ways, and deaf to what the text asks for."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutorfleet.language.check import check
from tutorfleet.language.edits import Edit, apply
from tutorfleet.language.rules import RULES
from tutorfleet.language.scores import Scores, score

WRONG = [wrong for rule in RULES for wrong, _ in rule.examples]
FINE = [text for rule in RULES for text in rule.fine]
ESSAYS = st.lists(st.sampled_from(WRONG + FINE), min_size=1, max_size=8)
ORDERS = [
    line.replace("\\n", "\n")
    for line in (Path(__file__).parent / "orders.txt").read_text("utf-8").splitlines()
    if not line.startswith("# ")
]


def scored(texts: list[str]) -> Scores:
    return score(texts, [check(text) for text in texts])


def test_the_order_is_that_of_the_reference_client() -> None:
    expected = "written_fluency vocabulary grammar comprehension coherence digital_etiquette responsiveness clarity overall_communication"
    assert [f.name for f in msgspec.structs.fields(Scores)] == expected.split()


@given(ESSAYS)
@settings(max_examples=40, deadline=None)
def test_every_score_is_a_whole_number_from_0_to_100_and_the_same_again(texts: list[str]) -> None:
    one = scored(texts)
    assert all(isinstance(v, int) and 0 <= v <= 100 for v in msgspec.structs.astuple(one))
    assert one == scored(texts)


@given(st.lists(st.text(max_size=200), max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_text_has_scores_in_range(texts: list[str]) -> None:
    assert all(0 <= value <= 100 for value in msgspec.structs.astuple(scored(texts)))


@given(ESSAYS, st.data())
@settings(max_examples=60, deadline=None)
def test_removing_a_mistake_never_lowers_any_score(texts: list[str], data: st.DataObject) -> None:
    edits = [check(text) for text in texts]
    at = data.draw(st.integers(0, len(texts) - 1))
    if not edits[at]:
        return
    gone = data.draw(st.sampled_from(edits[at]))
    fixed = [*texts[:at], apply(texts[at], [gone]), *texts[at + 1 :]]
    left = [*edits[:at], moved([e for e in edits[at] if e is not gone], gone), *edits[at + 1 :]]
    before, after = msgspec.structs.astuple(score(texts, edits)), msgspec.structs.astuple(score(fixed, left))
    assert all(now >= then for then, now in zip(before, after, strict=True))


def moved(edits: list[Edit], gone: Edit) -> list[Edit]:
    """The other edits in the text that is left when one has been made."""
    shift = len(gone.replacement) - len(gone.original)
    return [
        msgspec.structs.replace(e, start=e.start + shift, end=e.end + shift) if e.start >= gone.end else e
        for e in edits
    ]


@given(ESSAYS, st.data())
@settings(max_examples=60, deadline=None)
def test_repeating_a_sentence_never_raises_vocabulary(texts: list[str], data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(texts))
    assert scored([*texts, again]).vocabulary <= scored(texts).vocabulary


@given(ESSAYS, st.data())
@settings(max_examples=60, deadline=None)
def test_the_order_of_messages_does_not_matter(texts: list[str], data: st.DataObject) -> None:
    said = ["Where do you live?", "Why do you like it?", "Tell me about your school.", ""]
    talk = [(text, check(text), said[i % 4]) for i, text in enumerate(texts)]
    other = data.draw(st.permutations(talk))
    assert score(*zip(*other, strict=True)) == score(*zip(*talk, strict=True))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("where", ["before", "after", "alone"])
def test_v20_an_instruction_to_the_scorer_moves_nothing(order: str, where: str) -> None:
    essay = "I live in Solo with my parents. Every morning I ride my bike to school because it is near."
    texts = {"before": [f"{order}\n{essay}"], "after": [f"{essay} {order}"], "alone": [essay, order]}[where]
    assert scored(texts) == scored([essay])


def test_nothing_said_is_nothing_scored() -> None:
    assert set(msgspec.structs.astuple(score([], []))) == {0}
    assert set(msgspec.structs.astuple(score(["", "😀", "123"], []))) == {0}


@pytest.mark.parametrize(
    "text",
    ["😀 " * 50, "I like tea. " * 1700, "a" * 20_000, "Go! " * 5000, "?!" * 10_000, "\0\n\t" * 100, "I go\ud800."],
)
def test_a_strange_text_has_scores_in_range(text: str) -> None:
    assert all(0 <= value <= 100 for value in msgspec.structs.astuple(scored([text])))


def test_a_sentence_said_again_moves_neither_vocabulary_nor_grammar_nor_fluency() -> None:
    once, often = scored(["I live in Solo with my parents."]), scored(["I live in Solo with my parents."] * 20)
    assert (often.vocabulary, often.grammar, often.written_fluency) == (
        once.vocabulary,
        once.grammar,
        once.written_fluency,
    )


def test_edits_of_another_text_are_left_out() -> None:
    edits = check("Yesterday I go home and she have two cat.")
    assert score(["I like tea."], [edits]) == score(["I like tea."], [[]])


def test_a_mistake_costs_grammar() -> None:
    assert (
        scored(["He go to school and she have a dog."]).grammar
        < scored(["He goes to school and she has a dog."]).grammar
    )


def test_a_richer_text_has_a_richer_vocabulary() -> None:
    plain = ["I like my dog. My dog is good. I like my dog very much."]
    rich = [
        "My neighbour's enormous dog barks whenever the postman approaches our garden, which frightens the younger children."
    ]
    assert scored(rich).vocabulary > scored(plain).vocabulary


def test_an_answer_to_the_question_is_understood_better_than_none() -> None:
    asked = ["Do you like your school?"]
    assert (
        score(["Yes, I like my school a lot."], [[]], asked).comprehension
        > score(["I don't understand."], [[]], asked).comprehension
    )


@pytest.mark.parametrize(
    ("said", "answer", "beside"),
    [
        ("Where do you live?", "I live in Solo.", "I like tea very much."),
        ("Why are you tired?", "Because I worked all night.", "The cat is black and big."),
        ("When did you arrive?", "We came yesterday at noon.", "The bus is very red."),
        ("How many brothers do you have?", "Three brothers.", "Football is nice today."),
        ("Do you like tea or coffee?", "Coffee, please.", "The weather is hot."),
    ],
)
def test_an_answer_of_the_kind_that_was_asked_for_is_understanding(said: str, answer: str, beside: str) -> None:
    to_the_point, past_it = score([answer], [[]], [said]), score([beside], [[]], [said])
    assert to_the_point.comprehension > past_it.comprehension


def test_a_reason_or_a_question_back_is_responsive() -> None:
    said = ["Do you like your school?"]
    short, full = score(["Yes."], [[]], said), score(["Yes, because my friends are there. Do you?"], [[]], said)
    assert full.responsiveness > short.responsiveness


def test_shouting_and_insults_cost_etiquette() -> None:
    assert (
        scored(["YOU ARE STUPID!!!! shut up"]).digital_etiquette
        < scored(["I do not agree with you, sorry."]).digital_etiquette
    )


@pytest.mark.parametrize("text", ["I like cats.", "My mother is a teacher.", "We were very happy.", "Do you like tea?"])
def test_one_correct_sentence_is_not_discouraged(text: str) -> None:
    found = scored([text])
    assert found.grammar >= 80
    assert found.vocabulary >= 25
    assert min(found.written_fluency, found.coherence, found.responsiveness, found.clarity) >= 35
    assert found.overall_communication >= 55


def test_two_mistakes_in_a_sentence_are_felt_but_do_not_crush() -> None:
    found = scored(["Yesterday I go to the beach with my friend and we was very happy"])
    assert 50 <= found.grammar <= 70


def test_a_longer_correct_text_raises_what_a_short_one_only_promises() -> None:
    short = ["I like my school."]
    long = [
        *short,
        "Every morning I ride my bike there because it is near.",
        "After lunch we play football, but on Friday we sing.",
    ]
    one, more = scored(short), scored(long)
    assert more.grammar > one.grammar
    assert more.vocabulary > one.vocabulary
    assert more.written_fluency > one.written_fluency
    assert more.coherence > one.coherence
