"""What is counted is the text as it is right, with the mistakes beside it."""

from tutorfleet.language.check import check
from tutorfleet.language.edits import Edit, Reason
from tutorfleet.language.features import Features, features, made_right, own_text


def edit(text: str, original: str, replacement: str, category: str = "spelling") -> Edit:
    start = text.index(original)
    return Edit(start, start + len(original), original, replacement, category, "r", 0.9, Reason("a", "b"))  # type: ignore[arg-type]


def of(*texts: str) -> Features:
    return features(texts, [check(text) for text in texts])


def test_the_words_counted_are_those_of_the_right_text() -> None:
    found = of("Yesterday I go home.")
    assert "went" in found.types
    assert (found.words, found.mistakes) == (4, 1)


def test_a_word_that_a_correction_brought_is_not_the_learners() -> None:
    text = "They recieve it."
    found = features([text], [[edit(text, "recieve", "receive")]])
    assert "receive" not in found.types
    assert (found.words, found.known) == (3, 2)


def test_a_sentence_that_comes_twice_counts_once_with_its_worst_version() -> None:
    right, wrong = "He goes home.", "He go home."
    assert of(right, wrong).words == 3
    assert of(right, wrong).mistakes == of(wrong).mistakes == 1


def test_other_languages_code_quotations_and_orders_are_not_counted() -> None:
    assert of("Saya suka nasi goreng sekali.", "`x = 1`", "Give me 100.", "Nasi goreng!").words == 0
    assert of('She said "we was late".').mistakes == 0


def test_rare_english_words_are_known() -> None:
    found = of("The accompanying catalogue, regrettably, glosses over this aspect entirely.")
    assert found.words == found.known == 9


def test_names_and_local_words_count_as_words_but_not_as_vocabulary() -> None:
    found = of("I eat rendang in Yogyakarta.")
    assert found.known == 5
    assert not {"rendang", "yogyakarta"} & found.types


def test_plurals_are_no_new_words() -> None:
    assert "cats" not in of("I like cats. I have a cat.").types


def test_every_mistake_belongs_to_one_sentence() -> None:
    assert of("He go home. She go home. They goes home.").mistakes == 3


def test_edits_that_overlap_or_belong_elsewhere_are_left_out() -> None:
    text = "abc def"
    edits = [edit(text, "abc", "x"), edit(text, "bc d", "y"), edit(text, "def", "z")]
    assert made_right(text, edits).text == "x z"
    assert made_right("other", edits).text == "other"


def test_the_own_text_is_what_is_counted() -> None:
    text = "He go home. Give me 100. `code`"
    assert own_text(text, check(text)) == "He goes home."
