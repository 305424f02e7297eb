"""Subjects and the verbs after them, in right sentences and in a learner's."""

import time

import pytest

from tutorfleet.language.rules.units import view
from tutorfleet.language.rules.verb_groups import clauses, later, subject_at
from tutorfleet.language.tokens import Sentence, sentences


def sentence(text: str) -> Sentence:
    return sentences(text)[0]


def parts(text: str) -> list[tuple[str, str, str, str]]:
    """Of every clause: the subject, its pronoun, the helpers and the full verb."""
    s = sentence(text)
    seen = view(s)
    return [
        (
            " ".join(seen.word(i) for i in range(c.start, c.end)),
            c.who,
            " ".join(seen.word(i) for i in c.helpers),
            seen.word(c.main) if c.main >= 0 else "",
        )
        for c in clauses(s)
    ]


@pytest.mark.parametrize(
    ("text", "subject", "who", "helpers", "verb"),
    [
        ("My father work in a bank.", "my father", "he", "", "work"),
        ("I'm agree with you.", "i", "i", "am", "agree"),
        ("The teacher from Canada teach us.", "the teacher from canada", "he", "", "teach"),
        ("Budi and Siti visit the museum.", "budi and siti", "they", "", "visit"),
        ("Yesterday my cousin bring a cake.", "my cousin", "he", "", "bring"),
        ("She has never saw snow.", "she", "he", "has", "saw"),
        ("My work experience helped me.", "my work experience", "it", "", "helped"),
        ("The bus stop is near.", "the bus stop", "it", "is", ""),
        ("Everyone have a phone.", "everyone", "he", "have", ""),
        ("In my village people and my uncle works.", "my uncle", "he", "", "works"),
    ],
)
def test_a_clause_has_its_subject_helpers_and_verb(text: str, subject: str, who: str, helpers: str, verb: str) -> None:
    assert (subject, who, helpers, verb) in parts(text)


def test_both_clauses_of_a_sentence_are_found() -> None:
    assert [(subject, verb) for subject, _, _, verb in parts("When I saw it, my sister scream.")] == [
        ("i", "saw"),
        ("my sister", "scream"),
    ]


def test_the_helper_before_a_subject_asks() -> None:
    clause = clauses(sentence("Does your brother like it?"))[0]
    assert clause.asked == 0


def test_have_before_a_noun_asks_nothing() -> None:
    assert all(clause.asked < 0 for clause in clauses(sentence("Even good cooks have days like that.")))


def test_a_time_after_the_verb_belongs_to_its_clause() -> None:
    s = sentence("I know that she left yesterday.")
    assert [len(later(s, clause)) for clause in clauses(s)] == [0, 1]


def test_a_subject_has_its_phrases() -> None:
    found = subject_at(view(sentence("The colour of my new shoes is red.")), 0)
    assert found is not None
    assert (found.end, found.who) == (6, "it")


def test_a_chain_of_phrases_takes_no_time() -> None:
    start = time.process_time()
    clauses(sentence("the man of the man and " * 60))
    assert time.process_time() - start < 1
