import pytest

from tutorfleet.worker.stems import phrase, stands, stem

IRREGULAR = {"sold": "sell", "children": "child", "mice": "mouse"}


@pytest.mark.parametrize(
    "forms",
    [
        "sell sells selling sold", "make makes making", "study studies studied studying", "bus buses", "run runs running",
        "play plays played playing", "child children", "colour color colours", "box boxes",
        "church churches", "virus viruses",
        "mother mother's", "hope hoping hoped",
         "hop hopping hopped", "wine wines", "travel travelling traveled", "dance dances dancing danced", "party parties",
    ],
)  # fmt: skip
def test_all_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(word, IRREGULAR) for word in forms.split()}) == 1


@pytest.mark.parametrize("word", ["king", "ring", "thing", "bring"])
def test_an_ing_that_is_part_of_the_word_stays(word: str) -> None:
    assert stem(word, {}) == stem(f"{word}s", {}) == word


@pytest.mark.parametrize("pair", ["bread bred", "wine win", "plane plan", "thing the", "seed sea", "care car"])
def test_different_words_keep_different_stems(pair: str) -> None:
    assert len({stem(word, {}) for word in pair.split()}) == 2


def test_small_words_of_a_phrase_do_not_count() -> None:
    assert phrase(["afraid", "of", "the", "dark"], {}) == ("afraid", "dark")


def test_a_phrase_of_small_words_keeps_them() -> None:
    assert phrase(["so", "so"], {}) == ("so", "so")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sell vegetable", True), ("sell fresh vegetable", True), ("sell some very vegetable", True), ("sell my old red vegetable", False),
        ("vegetable sell", False), ("sell house vegetable", False),
    ],
)  # fmt: skip
def test_only_skipped_words_may_stand_between(text: str, found: bool) -> None:
    words = text.split()
    at = words.index("sell")
    assert (stands(["vegetable"], at, words, words) >= 0) is found
