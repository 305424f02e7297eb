"""What the documents say is there: links, tests that they name, settings."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("contributing/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_chapter_that_a_link_names_is_there(page: Path) -> None:
    for target, chapter in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", page.read_text("utf-8")):
        assert chapter in anchors(page.parent / target if target else page), f"{target}#{chapter}"


def anchors(page: Path) -> set[str]:
    """Of the headings of a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_that_is_named_is_there(page: Path) -> None:
    for path, name in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page.read_text("utf-8")):
        assert re.search(rf"def {name}\(", (ROOT / path).read_text("utf-8")), f"{path}::{name}"


def test_every_setting_of_the_service_is_in_the_architecture() -> None:
    code = (ROOT / "src/tutorfleet/service/settings.py").read_text("utf-8")
    page = (ROOT / "docs/architecture.md").read_text("utf-8").replace("{ACCESS,ID,REFRESH}", "ACCESS")
    names = set(re.findall(r'"(TUTORFLEET_[A-Z_]+)"', code)) - {
        "TUTORFLEET_ID_TOKEN_SECONDS",
        "TUTORFLEET_REFRESH_TOKEN_SECONDS",
    }
    assert names
    assert [name for name in sorted(names) if name not in page] == []
