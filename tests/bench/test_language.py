"""The benchmark of corrections: what it reads, counts and prints, with the real checkers."""

import json
from pathlib import Path

import pytest
from bench.language import Case
from bench.m2 import Change

from bench import language

PAIRS = """# wrong, right, kind
Yesterday I go home.\tYesterday I went home.|Yesterday I have gone home.\ttense
She have two cat.\tShe has two cats.\tagreement
"""
SMALL = Path(__file__).parent / "small.m2"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "pairs.tsv").write_text(PAIRS)
    (tmp_path / "correct.txt").write_text("My name is Budi and I live in Yogyakarta.\n")
    return ["--pairs", str(tmp_path / "pairs.tsv"), "--correct", str(tmp_path / "correct.txt"), "--m2", str(SMALL)]


def test_it_reads_pairs_correct_sentences_and_m2(files: list[str]) -> None:
    cases, annotated = language.read(language.parser().parse_args(files))
    assert cases[0] == Case("Yesterday I go home.", ("Yesterday I went home.", "Yesterday I have gone home."), "tense")
    assert [each.kind for each in cases] == ["tense", "agreement", "correct"]
    assert len(annotated) == 6


def test_files_may_be_named_without_options(files: list[str]) -> None:
    plain = language.read(language.parser().parse_args([files[1], files[3]]))
    assert plain[0] == language.read(language.parser().parse_args(files[:4]))[0]


def test_without_files_the_open_sets_are_taken() -> None:
    cases, _ = language.read(language.parser().parse_args([]))
    assert {"tense", "correct"} < {each.kind for each in cases}


def test_a_kind_counts_its_sentences_what_was_changed_and_what_came_out_right() -> None:
    cases = [Case("a", ("A",), "x"), Case("b", ("B",), "x"), Case("c", ("C",), "y"), Case("d", ("d",), "correct")]
    whole, x, y = language.sentence_rows(cases, ["A", "b", "?", "!"])
    assert (whole.number, whole.changed, whole.right, whole.precision) == (3, 3, 1, 1 / 3)
    assert (x.number, x.changed, x.right, x.precision, x.recall) == (2, 1, 1, 1.0, 0.5)
    assert (y.precision, y.recall, y.f) == (0.0, 0.0, 0.0)


def test_a_sentence_that_is_right_as_it_is_and_left_alone_does_not_count() -> None:
    assert language.sentence_rows([Case("a", ("a", "A"), "x")], ["a"])[0].number == 0


def test_changes_are_made_from_the_end() -> None:
    assert language.made("abc", [Change(0, 1, "xx"), Change(2, 3, "")]) == "xxb"


def test_ours_is_compared_with_harper_alone_on_the_same_sentences(files: list[str]) -> None:
    cases, annotated = language.read(language.parser().parse_args(files))
    results = {name: language.run(name, checker, cases, annotated) for name, checker in language.checkers().items()}
    ours, harper = results["tutorfleet"], results["Harper alone"]
    assert ours.fixed[:2] == ["Yesterday I went home.", "She has two cats."]
    assert (ours.false_alarms, ours.kinds[0].recall) == (0, 1.0)
    assert ours.m2[0].recall > harper.m2[0].recall
    assert ours.m2[0].precision >= 0.8
    assert ours.ms_a_sentence > 0


def test_everything_comes_as_json_too(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    language.main([*files, "--json"])
    said = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in said["checkers"]] == ["tutorfleet", "Harper alone"]
    assert said["checkers"][0]["kinds"][0]["f"] == 1.0
    assert said["correct_sentences"] == 1
    assert all(one["pss_mib"] > 1 for one in said["starts"])


def test_the_tables_have_a_line_a_kind_and_say_what_went_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [Case("a", ("A",), "x"), Case("b", ("b",), "correct")]
    rows = language.sentence_rows(cases, ["a", "B"])
    result = language.Result("ours", ["a", "B"], rows, 1, [], 2.0)
    language.tell([result], cases)
    language.misses(result, cases)
    said = capsys.readouterr().out
    assert "ours 1 (100.0%)" in said
    assert "500 a second" in said
    assert "-> B" in said
