"""What a word can be, noun phrases, subjects and clauses, in right sentences and in a learner's."""

import pytest

from tutorfleet.language.tags import ADJ, FINITE, NOUN, VERB, Phrase, Tagged, possible, tagged
from tutorfleet.language.tokens import sentences


def of(text: str) -> Tagged:
    return tagged(sentences(text)[0])


def words(t: Tagged, phrase: Phrase | None) -> str | None:
    return phrase and " ".join(token.text for token in t.sentence.tokens[phrase.start : phrase.end])


def test_the_three_examples_of_the_module_head_are_true() -> None:
    t = of("My father work in a bank.")
    assert t.can(2, FINITE)
    assert t.only(1, NOUN)
    assert t.phrase(3) is None
    assert t.phrase(4) == Phrase(start=4, end=6, head=5, number="singular")
    assert t.subject(2) == Phrase(start=0, end=2, head=1, number="singular")
    far = of("The people who live here is kind.").subject(5)
    assert far is not None
    assert far.number == "plural"
    assert t.clause(2) == (0, 6)


@pytest.mark.parametrize(
    ("text", "word", "kinds"),
    [
        ("My father works in a bank.", "works", VERB),
        ("The works of this artist are old.", "works", NOUN),
        ("I want to water the plants.", "water", VERB),
        ("I drink water.", "water", NOUN),
        ("The bus stop is near my house.", "stop", NOUN),
        ("He stops here.", "stops", VERB),
        ("Does your brother works here?", "works", VERB),
        ("She is a kind person.", "kind", ADJ | NOUN),
        ("He can sings very well.", "sings", VERB),
        ("The plan is good.", "plan", NOUN),
        ("We plan a party.", "plan", VERB),
    ],
)
def test_the_neighbours_say_what_a_word_is(text: str, word: str, kinds: frozenset[str]) -> None:
    t = of(text)
    assert t.only(next(i for i, token in enumerate(t.sentence.tokens) if token.lower == word), kinds)


@pytest.mark.parametrize(
    ("text", "verb", "subject", "number"),
    [
        ("The quality of these products are bad.", "are", "The quality", "singular"),
        ("The books that I bought yesterday was expensive.", "was", "The books", "plural"),
        ("The man who lives next door to me are a doctor.", "are", "The man", "singular"),
        ("My brother and my sister plays football.", "plays", "My brother and my sister", "plural"),
        ("I went home and my father was there.", "was", "my father", "singular"),
        ("My friends always likes coffee.", "likes", "My friends", "plural"),
        ("She hardly ever eats.", "eats", "She", "singular"),
        ("Every morning I go there.", "go", "I", "singular"),
    ],
)
def test_a_verb_finds_its_subject(text: str, verb: str, subject: str, number: str) -> None:
    t = of(text)
    found = t.subject(next(i for i, token in enumerate(t.sentence.tokens) if token.lower == verb))
    assert words(t, found) == subject
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize("text", ["", "!", "to", "the the the", "my my of to can", "go go go go", "'s", "I'm I'm", "-"])
def test_no_word_is_left_without_a_tag(text: str) -> None:
    for sentence in sentences(text):
        t = tagged(sentence)
        assert all(t.tags)
        for i in range(-1, len(t.tags) + 1):
            t.phrase(i), t.phrase_before(i), t.subject(i), t.clause(max(i, 0))


def test_an_unknown_word_is_guessed_by_its_ending() -> None:
    assert possible("blorping") >= {"ing", "unknown"}
    assert possible("blorptiously") >= {"adv", "unknown"}
    assert possible("Blorp") >= {"noun", "unknown"}
