import pytest

from tutorfleet.worker.tongues import foreign, indonesian, strange


def test_indonesian_needs_three_words() -> None:
    assert indonesian("terima kasih") == 0
    assert indonesian("saya lapar sekali") > 0.5


def test_nonsense_is_strange_and_a_sentence_is_not() -> None:
    assert strange("qwzx plomf gratcheen")
    assert not strange("the plomf is gratcheen")


@pytest.mark.parametrize(
    "text",
    [
        "¿Hablas español? Me llamo Carlos y vivo en Lima",
        "no hablo bien, perdón, soy de Chile",
        "Bonjour, je ne parle pas bien anglais",
        "Ich bin müde und habe keine Zeit",
        "Tôi muốn học tiếng Anh",
        "Aku ora gelem omong-omongan karo kancaku",
        "Eu não falo inglês muito bem",
        "hindi ko po alam, salamat",
    ],
)
def test_another_language_is_heard(text: str) -> None:
    assert foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "The el niño year was dry",
        "I am in the car with my mom",
        "My friend Maria comes from Spain",
        "We sing Feliz Navidad in December",
        "no",
        "ok me too",
        "I had nasi uduk and tempe",
        "the café is closed",
        "Terima kasih",
        "I love Paris and the Seine",
        "",
    ],
)
def test_english_with_foreign_words_is_english(text: str) -> None:
    assert not foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "We ate nasi goreng and drank es teh at the warung.",
        "besok aku ada presentation about plastic, I'm so nervous",
        "Two es teh please",
    ],
)
def test_english_with_indonesian_words_is_not_indonesian(text: str) -> None:
    assert indonesian(text) <= 0.5
