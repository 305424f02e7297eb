"""Indonesian words are known by themselves, by their frequency, or by the root that they are derived from."""

import pytest

from tutorfleet.language.indonesian import is_indonesian, roots


@pytest.mark.parametrize(
    "word", ["rendang", "yang", "menuliskan", "perpustakaan", "anak-anak", "bukunya", "mengirimkan", "kecombrang"]
)
def test_an_indonesian_word_is_known(word: str) -> None:
    assert is_indonesian(word)


@pytest.mark.parametrize(
    "word", ["air", "the", "recieve", "tommorow", "becouse", "hotel", "completly", "sandal", "xqzt", ""]
)
def test_an_english_word_or_a_slip_is_not(word: str) -> None:
    assert not is_indonesian(word)


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("menulis", "tulis"),
        ("mengirim", "kirim"),
        ("memakai", "pakai"),
        ("menyapu", "sapu"),
        ("berjalan", "jalan"),
        ("makanannya", "makan"),
    ],
)
def test_the_root_of_a_derived_word_is_among_those_tried(word: str, root: str) -> None:
    assert root in set(roots(word))
