"""Before the sign-in: a new account, the way in, a forgotten password; and that nobody is led away."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.web.account_steps import WORDS, address, code, enter, sign_in_status, sign_up
from tests.web.conftest import Browse

from support.browser import Faults, Look
from support.learner import PASSWORD, Learner
from support.local_fleet import LocalFleet

OTHER = "Another-horse-2"
BOTH = pytest.mark.parametrize("language", ["en", "id"])
SESSION = re.compile(r"/session(/refresh)?$")
REFUSED = r"status of 40[0-9].*(/session|/)\)$"
"""what Chromium says of a sign-in or an action that was refused"""


@BOTH
def test_a_newcomer_signs_up_is_welcomed_and_talks(browse: Browse, language: str) -> None:
    page = browse(Look(language))  # type: ignore[arg-type]
    page.goto("/")
    page.get_by_role("link", name=WORDS[language]["no account"]).click()
    sign_up(page, address(), language=language)
    expect(page.get_by_role("heading", name=WORDS[language]["welcome"])).to_be_visible()
    page.get_by_role("link", name=WORDS[language]["just talk"]).click()
    expect(page).to_have_url(re.compile("/talk"))


def test_the_rules_of_a_password_are_ticked_while_it_is_typed(page: Page) -> None:
    page.goto("/sign-up")
    rules = page.get_by_role("listitem")
    expect(rules.filter(has_text="still missing")).to_have_count(5)
    page.get_by_label("Password", exact=True).type("Abc1")
    expect(rules.filter(has_text="done")).to_have_text(
        [re.compile("small"), re.compile("capital"), re.compile("digit")]
    )


def test_a_weak_password_is_not_sent_and_the_field_is_shown(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.headers.get('x-amz-target')}"))
    sign_up(page, address(), "Correct-horse")
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    expect(page.get_by_text("not good enough yet")).to_be_visible()
    assert not any("SignUp" in each for each in asked)


def test_what_is_missing_is_said_in_words(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Enter your email address")).to_be_visible()
    expect(page.get_by_text("Enter your password.")).to_be_visible()
    expect(page.get_by_label("Email")).to_be_focused()


def test_an_address_that_has_an_account_leads_to_the_sign_in(page: Page, learner: Learner, faults: Faults) -> None:
    faults.expect(REFUSED)
    sign_up(page, learner.email)
    page.get_by_role("alert").get_by_role("link", name="Sign in").click()
    expect(page.get_by_label("Email")).to_have_value(learner.email)


@BOTH
def test_a_wrong_password_is_said_and_nothing_typed_is_lost(
    browse: Browse, learner: Learner, faults: Faults, language: str
) -> None:
    faults.expect(REFUSED)
    page = browse(Look(language))  # type: ignore[arg-type]
    page.goto("/sign-in")
    enter(page, learner.email, "wrong", language)
    said = {"en": "do not belong together", "id": "tidak cocok"}[language]
    expect(page.get_by_role("alert")).to_contain_text(said)
    expect(page.get_by_label("Email")).to_have_value(learner.email)


def test_who_was_on_the_way_to_a_page_arrives_there(page: Page, learner: Learner) -> None:
    page.goto("/progress?days=30")
    enter(page, learner.email)
    expect(page).to_have_url(re.compile("/progress"))


@pytest.mark.parametrize(
    "away", ["https://example.com/", "//example.com", "/%5Cexample.com", "/%09/example.com", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_address(page: Page, learner: Learner, fleet: LocalFleet, away: str) -> None:
    page.goto(f"/sign-in?next={away}")
    enter(page, learner.email)
    expect(page).to_have_url(f"{fleet.url}/talk")


def test_who_is_signed_in_does_not_see_the_sign_in(signed_in: Page) -> None:
    signed_in.goto("/sign-in?next=/account")
    expect(signed_in).to_have_url(re.compile("/account$"))


def test_the_language_is_changed_before_the_sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_role("button", name="Bahasa Indonesia").click()
    expect(page.get_by_role("heading", name="Selamat datang kembali")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "id")


@BOTH
def test_a_forgotten_password_is_replaced_with_a_code(
    browse: Browse, fleet: LocalFleet, learner: Learner, faults: Faults, language: str
) -> None:
    faults.expect(REFUSED)
    words, page = WORDS[language], browse(Look(language))  # type: ignore[arg-type]
    page.goto("/sign-in")
    page.get_by_label(words["email"]).fill(learner.email)
    page.get_by_role("link", name=words["forgot"]).click()
    page.get_by_role("button", name=words["send code"]).click()
    page.get_by_label(words["code"]).fill(code(fleet, learner.email))
    page.get_by_label(words["new"], exact=True).fill(OTHER)
    page.get_by_role("button", name=words["save"]).click()
    expect(page).to_have_url(f"{fleet.url}/talk")
    assert (sign_in_status(learner), sign_in_status(learner, OTHER)) == (400, 200)


def test_a_wrong_code_is_said_with_the_way_out(page: Page, learner: Learner, faults: Faults) -> None:
    faults.expect(REFUSED)
    page.goto("/forgot")
    page.get_by_label("Email").fill(learner.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code of six digits").fill("000000")
    page.get_by_label("New password", exact=True).fill(OTHER)
    page.get_by_role("button", name="Save the new password").click()
    expect(page.get_by_role("alert")).to_contain_text("This code is not right")
    expect(page.get_by_role("alert").get_by_role("button", name="Send another code")).to_be_visible()


def test_where_a_code_is_found_on_one_machine_is_said(page: Page) -> None:
    page.goto("/confirm")
    expect(page.get_by_text("mailbox")).to_be_visible()


def test_password_managers_know_the_fields(page: Page) -> None:
    page.goto("/sign-in")
    expect(page.get_by_label("Email")).to_have_attribute("autocomplete", "username")
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("autocomplete", "current-password")
    page.goto("/sign-up")
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("autocomplete", "new-password")
    assert page.locator("form").count() == 1


def test_a_password_can_be_looked_at(page: Page) -> None:
    page.goto("/sign-in")
    field = page.get_by_label("Password", exact=True)
    page.get_by_role("button", name="Show the password").click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide the password").click()
    expect(field).to_have_attribute("type", "password")


def test_the_whole_form_is_filled_in_and_sent_by_keyboard(page: Page, learner: Learner, fleet: LocalFleet) -> None:
    page.goto("/sign-in")
    expect(page.get_by_label("Email")).to_be_focused()
    page.keyboard.type(learner.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{fleet.url}/talk")


def test_a_fleet_that_does_not_answer_is_said(page: Page, faults: Faults) -> None:
    faults.expect("net::ERR")
    page.goto("/sign-in")
    page.get_by_label("Email").wait_for()
    page.context.set_offline(True)
    enter(page, "ayu@example.com")
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    page.context.set_offline(False)


def test_a_fleet_that_is_away_at_the_start_is_said_and_asked_again(page: Page, faults: Faults) -> None:
    faults.expect("net::ERR")
    page.route(SESSION, lambda route: route.abort())
    page.goto("/")
    expect(page.get_by_text("The fleet cannot be reached")).to_be_visible()
    page.unroute(SESSION)
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
