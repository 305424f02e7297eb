"""A fleet that confirms addresses by a code: the way of a newcomer through it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.web.account_steps import WORDS, address, code, enter, sign_up
from tests.web.conftest import Browse

from support.browser import Faults, Look
from support.local_fleet import LocalFleet

REFUSED = r"status of 40[0-9].*(/session|/)\)$"


@pytest.fixture(scope="module")
def fleet() -> Iterator[LocalFleet]:
    """A small one in which nobody is confirmed at once."""
    running = LocalFleet("--small", environment={"TUTORFLEET_AUTO_CONFIRM": "0"}).start()
    yield running
    running.stop()
    running.remove()


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_newcomer_enters_the_code_and_is_in(browse: Browse, fleet: LocalFleet, language: str) -> None:
    words, page, email = WORDS[language], browse(Look(language)), address()  # type: ignore[arg-type]
    sign_up(page, email, language=language)
    expect(page.get_by_text(email)).to_be_visible()
    page.get_by_label(words["code"]).fill(code(fleet, email))
    page.get_by_role("button", name=words["confirm"], exact=True).click()
    expect(page.get_by_role("heading", name=words["welcome"])).to_be_visible()


def test_a_wrong_code_is_said_and_another_one_is_sent(page: Page, fleet: LocalFleet, faults: Faults) -> None:
    faults.expect(REFUSED)
    email = address()
    sign_up(page, email)
    first = code(fleet, email)
    page.get_by_label("Code of six digits").fill("000000" if first != "000000" else "111111")
    page.get_by_role("button", name="Confirm", exact=True).click()
    page.get_by_role("alert").get_by_role("button", name="Send another code").click()
    page.get_by_label("Code of six digits").fill(code(fleet, email, 2))
    page.get_by_role("button", name="Confirm", exact=True).click()
    expect(page.get_by_role("heading", name="Welcome, Ayu")).to_be_visible()


def test_who_signs_in_unconfirmed_is_led_to_the_code(page: Page, fleet: LocalFleet, faults: Faults) -> None:
    faults.expect(REFUSED)
    email = address()
    sign_up(page, email)
    page.get_by_label("Code of six digits").wait_for()
    page.goto("/sign-in")
    enter(page, email)
    page.get_by_role("alert").get_by_role("link", name="Enter the code").click()
    page.get_by_label("Code of six digits").fill(code(fleet, email))
    page.get_by_role("button", name="Confirm", exact=True).click()
    expect(page).to_have_url(re.compile("/welcome$"))


def test_after_a_reload_the_password_is_asked_for(page: Page, fleet: LocalFleet) -> None:
    email = address()
    sign_up(page, email)
    page.get_by_label("Code of six digits").wait_for()
    page.reload()
    page.get_by_label("Code of six digits").fill(code(fleet, email))
    page.get_by_role("button", name="Confirm", exact=True).click()
    expect(page.get_by_text("Your address is confirmed")).to_be_visible()
    enter(page, email)
    expect(page).to_have_url(re.compile("/talk"))
