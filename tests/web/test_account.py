"""Behind the sign-in: sessions that end, in this browser and in others; the account page and what it promises."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.web.account_steps import address, again, end_session, enter, is_signed_in, sign_in_status, sign_up
from tests.web.conftest import Browse

from support.browser import Faults, Look, settle, sideways
from support.learner import PASSWORD, Learner
from support.local_fleet import LocalFleet, wait

OTHER = "Another-horse-2"
SESSION = re.compile(r"/session(/refresh)?$")
ENDED = r"status of 40[013]"
"""what Chromium says of requests of a session that has ended"""


@pytest.fixture
def account(signed_in: Page) -> Page:
    signed_in.goto("/account")
    signed_in.get_by_role("heading", name="Account", exact=True).wait_for()
    return signed_in


def test_a_session_that_has_ended_is_renewed_in_place_and_nothing_is_lost(signed_in: Page, faults: Faults) -> None:
    faults.expect(ENDED)
    box = signed_in.locator("textarea").last
    box.fill("Yesterday I go to the market.")
    end_session(signed_in)
    box.press("Enter")
    again(signed_in)
    expect(signed_in.get_by_role("main")).to_contain_text("went")
    expect(signed_in.get_by_role("main")).to_contain_text("to the market.")


def under(page: Page) -> None:
    """The session ends under the hands of somebody who then goes to another page."""
    page.goto("/progress")
    settle(page)
    end_session(page)
    page.get_by_role("link", name="Notebook").click()


def test_the_password_is_where_who_must_sign_in_again_begins(signed_in: Page, faults: Faults) -> None:
    faults.expect(ENDED)
    under(signed_in)
    dialog = signed_in.get_by_role("dialog", name="Sign in again")
    expect(dialog.get_by_label("Password", exact=True)).to_be_focused()
    signed_in.keyboard.press("Escape")
    expect(dialog).to_be_visible()


def test_a_wrong_password_in_place_is_said(signed_in: Page, faults: Faults) -> None:
    faults.expect(ENDED)
    under(signed_in)
    dialog = signed_in.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("Password", exact=True).fill("wrong")
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("do not belong together")
    again(signed_in)


def test_a_second_tab_goes_on_as_soon_as_the_first_has_signed_in(signed_in: Page, faults: Faults) -> None:
    faults.expect(ENDED)
    second = signed_in.context.new_page()
    for page in (second, signed_in):
        page.goto("/progress")
        page.get_by_role("heading", name="Progress").first.wait_for()
    end_session(signed_in)
    for page in (second, signed_in):
        page.get_by_role("link", name="Notebook").click()
        page.get_by_role("dialog", name="Sign in again").wait_for()
    again(signed_in)
    expect(second.get_by_role("dialog", name="Sign in again")).to_be_hidden()


def test_who_signs_in_as_somebody_else_leaves_the_page(
    signed_in: Page, browse: Browse, fleet: LocalFleet, faults: Faults
) -> None:
    faults.expect(ENDED)
    under(signed_in)
    signed_in.get_by_role("button", name="Sign in as somebody else").click()
    expect(signed_in).to_have_url(f"{fleet.url}/sign-in")
    other = Learner(fleet.url)
    enter(signed_in, other.email)
    expect(signed_in).to_have_url(f"{fleet.url}/talk")
    signed_in.goto("/account")
    expect(signed_in.get_by_text(other.email)).to_be_visible()


def test_signing_out_ends_the_session_here(account: Page, learner: Learner) -> None:
    account.get_by_role("button", name="Sign out", exact=True).click()
    expect(account.get_by_role("heading", name="Welcome back")).to_be_visible()
    assert not is_signed_in(account)
    assert learner.uid not in account.evaluate("() => JSON.stringify(localStorage)")


def test_signing_out_in_one_tab_signs_out_the_others(account: Page) -> None:
    second = account.context.new_page()
    second.goto("/account")
    second.get_by_role("button", name="Sign out", exact=True).click()
    expect(account.get_by_role("heading", name="Welcome back")).to_be_visible()


def test_who_is_not_heard_is_told_to_be_signed_in_still(account: Page, faults: Faults) -> None:
    faults.expect("net::ERR")
    account.context.set_offline(True)
    account.get_by_role("button", name="Sign out", exact=True).click()
    expect(account.get_by_text("you are still signed in")).to_be_visible()
    account.context.set_offline(False)


def test_signing_out_everywhere_ends_another_browser(
    account: Page, browse: Browse, learner: Learner, faults: Faults
) -> None:
    faults.expect(ENDED)
    elsewhere = browse(Look(), learner)
    elsewhere.goto("/progress")
    account.get_by_role("button", name="Sign out everywhere").click()
    account.get_by_role("dialog").get_by_role("button", name="Sign out everywhere").click()
    expect(account.get_by_role("heading", name="Welcome back")).to_be_visible()
    wait(lambda: not is_signed_in(elsewhere))


def test_a_new_password_holds_here_and_ends_other_browsers(
    account: Page, browse: Browse, learner: Learner, faults: Faults
) -> None:
    faults.expect(ENDED)
    elsewhere = browse(Look(), learner)
    elsewhere.goto("/progress")
    change(account, PASSWORD, OTHER)
    expect(account.get_by_text("Your password is changed")).to_be_visible()
    assert (sign_in_status(learner), sign_in_status(learner, OTHER)) == (400, 200)
    assert is_signed_in(account)
    wait(lambda: not is_signed_in(elsewhere))


def test_a_wrong_password_until_now_is_said_at_its_field(account: Page, learner: Learner, faults: Faults) -> None:
    faults.expect(ENDED)
    change(account, "wrong", OTHER)
    expect(account.get_by_text("The password until now is not right.")).to_be_visible()
    assert sign_in_status(learner) == 200


def change(page: Page, previous: str, proposed: str) -> None:
    page.get_by_label("Password until now").fill(previous)
    page.get_by_label("New password", exact=True).fill(proposed)
    page.get_by_role("button", name="Change the password").click()


def test_consent_is_given_and_taken_back_and_every_change_is_kept(account: Page, learner: Learner) -> None:
    switch = account.get_by_role("switch", name="My talks may be used for training")
    expect(switch).not_to_be_checked()
    switch.click()
    expect(account.get_by_text("On since")).to_be_visible()
    assert learner.call("GET", "/me/consent")["data"]["training"] is True
    switch.click()
    expect(switch).not_to_be_checked()
    account.get_by_text("What you said before").click()
    said = account.get_by_role("listitem").filter(has_text=re.compile("You agreed|You turned it off"))
    expect(said).to_have_text([re.compile("turned it off"), re.compile("agreed")])


def test_everything_of_the_learner_is_saved_as_a_file_with_a_name(
    account: Page, learner: Learner, tmp_path: Path
) -> None:
    with account.expect_download() as download:
        account.get_by_role("button", name="Download my data").click()
    name = download.value.suggested_filename
    assert re.fullmatch(r"tutorfleet-sari-\d{4}-\d\d-\d\d\.json", name)
    download.value.save_as(tmp_path / name)
    assert learner.uid in json.dumps(json.loads((tmp_path / name).read_text()))
    expect(account.get_by_text(f"saved as {name}")).to_be_visible()


def test_data_is_deleted_only_after_the_word_was_typed(account: Page, learner: Learner) -> None:
    account.evaluate("() => localStorage.setItem('tutorfleet.outbox.test', 'unsent')")
    account.get_by_role("button", name="Delete my data").click()
    dialog = account.get_by_role("dialog")
    sure = dialog.get_by_role("button", name="Delete everything")
    expect(sure).to_be_disabled()
    dialog.get_by_role("textbox").fill("Delete ")
    sure.click()
    expect(account.get_by_text("Your data is deleted")).to_be_visible()
    assert sign_in_status(learner) == 400
    kept = account.evaluate("() => Object.keys(localStorage)")
    assert "tutorfleet.outbox.test" not in kept


@pytest.mark.look("id")
def test_the_word_is_of_the_pages_language(signed_in: Page) -> None:
    signed_in.goto("/account")
    signed_in.get_by_role("button", name="Hapus dataku").click()
    dialog = signed_in.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("hapus")
    expect(dialog.get_by_role("button", name="Hapus semuanya")).to_be_enabled()


def test_an_operator_is_marked(account: Page, browse: Browse, learner: Learner, fleet: LocalFleet) -> None:
    expect(account.get_by_text("Operator", exact=True)).to_be_hidden()
    assert fleet.run("users", "operator", learner.email).returncode == 0
    page = browse(Look(), learner)
    page.goto("/account")
    expect(page.get_by_text("Operator", exact=True)).to_be_visible()


def test_no_script_can_read_a_token(account: Page) -> None:
    kept = account.evaluate(
        "() => document.cookie + JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })"
    )
    secrets = [cookie["value"] for cookie in account.context.cookies()]
    assert len(secrets) >= 2
    assert not [each for each in secrets if each in kept or each in account.content()]


def test_a_start_without_an_answer_finds_the_learner_again(account: Page, faults: Faults) -> None:
    faults.expect("net::ERR")
    account.route(SESSION, lambda route: route.abort())
    account.goto("/account")
    expect(account.get_by_role("navigation", name="Pages")).to_be_visible()
    account.unroute(SESSION)
    expect(account.get_by_text("@example.com")).to_be_visible()


@pytest.mark.parametrize("path", ["/welcome", "/account"])
def test_a_name_of_200_letters_stays_within_a_phone(browse: Browse, fleet: LocalFleet, path: str) -> None:
    page, email = browse(Look("en", "light", "phone")), address()
    sign_up(page, email, name="Wolfeschlegelsteinhausen" * 8)
    page.get_by_role("heading", name="Welcome, Wolfe").wait_for()
    page.goto(path)
    settle(page)
    assert sideways(page) == []
