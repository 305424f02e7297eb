"""docs/workers.md shows what the code says: the scheduler's states, and where the contract is not Ollama's."""

from pathlib import Path

from tests.contract.differences import page

from tutorfleet.worker.scheduler import picture

PAGE = Path(__file__).parents[2] / "docs" / "workers.md"


def test_the_picture_on_the_page_is_the_codes_own() -> None:
    assert f"<!-- picture -->\n```mermaid\n{picture()}```\n<!-- /picture -->" in PAGE.read_text(encoding="utf-8")


def test_the_differences_on_the_page_are_those_of_the_contract() -> None:
    assert f"<!-- differences -->\n{page()}\n<!-- /differences -->" in PAGE.read_text(encoding="utf-8")
