"""The level is a range that narrows with what it rests on."""

from tutorfleet.language.cefr import BANDS, level

SIMPLE = ["I like cats.", "My cat is big.", "I go to school.", "It is hot.", "I eat rice.", "We play games."]
RICH = [
    "Although the government has introduced several environmental regulations, many companies continue to ignore their responsibility.",
    "Had we considered the consequences more carefully, we might have avoided the unnecessary complications which followed.",
    "The development of affordable transportation, which economists consider essential, remains surprisingly controversial.",
    "Because independent organisations have consistently published reliable information, public awareness has increased enormously.",
    "Nevertheless, the improvement has been disappointing, since effective cooperation requires considerable patience.",
    "I have always believed that education is particularly valuable when it encourages critical discussion.",
]


def width(texts: list[str]) -> int:
    found = level(texts, [])
    return BANDS.index(found.high) - BANDS.index(found.low)


def test_nothing_said_is_the_whole_range() -> None:
    found = level([], [])
    assert (found.low, found.high, found.sentences, found.evidence) == ("A1", "C2", 0, [])
    assert found.needed > 0


def test_few_sentences_leave_the_range_wide() -> None:
    assert width(RICH[:2]) == 5


def test_more_sentences_never_widen_the_range() -> None:
    texts = [text.replace("cat", f"cat{'s' * (i % 2)}") for i in range(8) for text in SIMPLE]
    widths = [width(texts[:n]) for n in (1, 5, 15, 40)]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] <= 2


def test_needed_says_how_many_more_and_then_none() -> None:
    assert level(SIMPLE[:2], []).needed == 3
    assert level(SIMPLE * 8, []).needed == 0


def test_rich_sentences_are_above_simple_ones() -> None:
    simple, rich = level(SIMPLE * 3, []), level(RICH * 3, [])
    assert BANDS.index(rich.low) > BANDS.index(simple.low)
    assert BANDS.index(rich.high) > BANDS.index(simple.high)


def test_the_evidence_is_named() -> None:
    assert any("sentences" in line for line in level(SIMPLE, []).evidence)
    assert any("because" in line for line in level(RICH, []).evidence)
