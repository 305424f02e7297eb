from support.toy_audit import passing, report, rule
from tutorfleet.cloud.audit import words
from tutorfleet.cloud.audit.rule import CHAPTERS


def test_every_chapter_has_a_title() -> None:
    assert set(words.CHAPTER) == set(CHAPTERS)


def test_the_summary_says_what_keeps_the_score_from_being_full() -> None:
    said = words.summary(report()).en
    assert said == "4 of 10 points (40 %): 2 lost, 1 cannot be told from here, 3 for declared departures"


def test_the_summary_is_the_same_in_indonesian() -> None:
    said = words.summary(report()).id
    assert said.startswith("4 dari 10 poin (40 %): 2 hilang")


def test_only_a_full_score_is_called_one() -> None:
    assert words.summary(report(rule("network.good", passing))).en == "full score: 1 point"
    assert "full" not in words.summary(report()).en
