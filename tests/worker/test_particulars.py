import pytest

from tutorfleet.worker.listening import words
from tutorfleet.worker.particulars import Particulars, packed

IRREGULAR = {"sold": "sell"}
ENTRIES = [
    (
        ["sell vegetables", "market stall"],
        {"section": "selling", "react": ["Fresh things sell well."], "ask": ["What sells best?"]},
    ),
    (["vegetables"], {"section": "food", "react": ["Vegetables are good."], "ask": ["Which ones?"]}),
    (["durian"], {"section": "food", "react": ["Durian has a strong smell."], "ask": ["Who likes it?"]}),
]


@pytest.fixture(scope="module")
def things() -> Particulars:
    index, text = packed(ENTRIES, IRREGULAR)
    return Particulars(index, memoryview(text.encode()), IRREGULAR)


@pytest.mark.parametrize(
    "text", ["i sold some vegetables", "she sells the vegetables", "selling vegetables is hard", "a market stall"]
)
def test_a_phrase_is_found_in_every_form(things: Particulars, text: str) -> None:
    assert [one.section for one in things.find(words(text))] == ["selling"]


def test_the_longest_phrase_wins(things: Particulars) -> None:
    (found,) = things.find(words("i sell vegetables"))
    assert (found.section, found.size) == ("selling", 2)


def test_two_things_of_one_rank_are_both_offered(things: Particulars) -> None:
    assert [one.ask for one in things.find(words("durian and vegetables"))] == [["Who likes it?"], ["Which ones?"]]


def test_most_messages_name_nothing_particular(things: Particulars) -> None:
    assert things.find(words("i sell my car")) == []
    assert things.find([]) == []


def test_every_entry_comes_back_as_it_was_written(things: Particulars) -> None:
    assert [one.react for one in things.all()] == [fields["react"] for _, fields in ENTRIES]


def test_without_entries_nothing_is_found() -> None:
    assert Particulars().find(["durian"]) == []
