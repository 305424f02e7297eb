from tests.tutor.samples import GO, TEXT, WAS, edit, remembered

from tutorfleet.tutor import memory


def test_the_same_rule_is_named_before_the_same_category() -> None:
    found = memory.earlier(GO, [remembered(1, rule="other"), remembered(2)])
    assert found
    assert (found.memory.int, found.sentence) == (2, "Sentence 2.")


def test_without_the_same_rule_the_same_category_is_named() -> None:
    found = memory.earlier(GO, [remembered(1, "article"), remembered(2, rule="other")])
    assert found
    assert found.memory.int == 2


def test_another_kind_of_mistake_is_not_named() -> None:
    assert memory.earlier(GO, [remembered(1, "article")]) is None


def test_the_kinds_of_mistake_made_now_come_first_one_each() -> None:
    found = memory.used([WAS], [remembered(1), remembered(2), remembered(3, "agreement"), remembered(4, "article")])
    assert [each.id.int for each in found] == [3, 1, 4]


def test_no_more_is_used_than_the_limit() -> None:
    kinds = ["tense", "article", "plural", "spelling"]
    assert len(memory.used([], [remembered(n, kind) for n, kind in enumerate(kinds)])) == 3


def test_one_memory_is_kept_of_each_kind_of_mistake() -> None:
    twice = edit("was", "were")
    kept = memory.notes(TEXT, [GO, twice, WAS])
    assert [(each.category, each.detail["original"]) for each in kept] == [("tense", "go"), ("agreement", "was")]


def test_a_memory_has_the_sentence_of_its_mistake() -> None:
    assert memory.notes(TEXT, [WAS])[0].detail["sentence"] == "We was happy."


def test_a_removed_word_is_worded_as_too_much() -> None:
    assert '"go" is too much' in memory.notes(TEXT, [edit("go", "")])[0].text


def test_an_endless_sentence_is_shortened_around_its_mistake() -> None:
    text = "word " * 500 + "go " + "word " * 500
    kept = memory.sentence_of(text, edit("go", "went", text=text))
    assert "go" in kept
    assert len(kept) <= memory.LONGEST_SENTENCE
