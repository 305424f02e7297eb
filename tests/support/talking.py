"""Talking in the page, for the tests of the talk page."""

from playwright.sync_api import Locator, Page, expect

WRITE = {"en": "Write in English…", "id": "Tulis dalam bahasa Inggris…"}
DETAILS = {"en": "Details of this turn", "id": "Rincian giliran ini"}
MISTAKES = (
    "Yesterday I go to the beach with my friend and we is very happy. He don't likes it. She go home. I am agree."
)
"""seven mistakes: more than the page shows at once"""


def composer(page: Page, language: str = "en") -> Locator:
    return page.get_by_role("textbox", name=WRITE[language])


def turns(page: Page) -> Locator:
    return page.locator("[data-turn]")


def corrections(turn: Locator) -> Locator:
    return turn.get_by_role("group", name="Corrections")


def send(page: Page, text: str, language: str = "en") -> Locator:
    """Write and press Enter; the turn as it appears."""
    before = turns(page).count()
    box = composer(page, language)
    box.fill(text)
    box.press("Enter")
    expect(turns(page)).to_have_count(before + 1)
    return turns(page).last


def say(page: Page, text: str, language: str = "en") -> Locator:
    """The same, when its reply has ended."""
    turn = send(page, text, language)
    expect(turn.get_by_role("button", name=DETAILS[language])).to_be_visible(timeout=60_000)
    return turn
