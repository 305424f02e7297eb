"""Files of verdicts, and the page that is made of them."""

from pathlib import Path

import pytest
from training.starter.judged import FITS, MISFIT, OPEN, READER, TONE, Judged, Row, page, read, written

JUDGED = sorted((Path(__file__).parents[2] / "training" / "starter" / "judged").glob("*.tsv"))
PAGE = Path(__file__).parents[2] / "docs" / "starter-replies.md"
ROWS = [Row(FITS, "food", "I eat <rice>", "Rice | soup?"), Row(TONE, "news", "my dog is ill", "How nice!", "cheerful")]


def test_the_page_is_what_the_command_prints_from_the_judged_files() -> None:
    assert PAGE.read_text(encoding="utf-8") == page([read(path) for path in JUDGED])


def test_every_judged_file_has_messages_and_verdicts() -> None:
    files = [read(path) for path in JUDGED]
    assert files
    assert all(one.rows and one.facts["messages"] for one in files)


def test_the_figures_of_the_page_are_counted() -> None:
    rows = [*ROWS, Row(MISFIT, "food", "a", "b"), Row(OPEN, "food", "c", "d"), *[Row(FITS, "x", "y", "z")] * 4]
    text = page([Judged("some", {"reader": "Ani"}, rows)])
    assert "| [some](#some) | Ani | 8 | 5 (62 %) | 1 | 1 | 0 | 1 |" in text


def test_several_files_are_counted_together() -> None:
    text = page([Judged("one", {}, ROWS), Judged("two", {}, ROWS)])
    assert "| **all** |  | 4 | 2 (50 %) | 0 | 2 | 0 | 0 |" in text


def test_a_cell_of_the_page_breaks_no_table() -> None:
    assert "| food | I eat &lt;rice> | Rice \\| soup? | fits |  |" in page([Judged("one", {}, ROWS)])


def test_a_file_to_be_judged_is_read_back(tmp_path: Path) -> None:
    model, path = tmp_path / "chat.gguf", tmp_path / "some.tsv"
    model.write_bytes(b"model")
    path.write_text(written("some.txt", model, ROWS), encoding="utf-8")
    found = read(path)
    assert list(found.rows) == ROWS
    assert found.facts["reader"] == READER
    assert found.facts["model"].startswith("chat.gguf ")


@pytest.mark.parametrize("line", ["perhaps\tfood\ta\tb\t", "fits\tfood"])
def test_an_unknown_verdict_or_a_broken_row_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "some.tsv"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match="expected a verdict"):
        read(path)
