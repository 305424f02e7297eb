"""docs/workers.md shows the scheduler's states as the code moves by them."""

from pathlib import Path

from tutorfleet.worker.scheduler import picture

PAGE = Path(__file__).parents[2] / "docs" / "workers.md"


def test_the_picture_on_the_page_is_the_codes_own() -> None:
    assert f"<!-- picture -->\n```mermaid\n{picture()}```\n<!-- /picture -->" in PAGE.read_text(encoding="utf-8")
