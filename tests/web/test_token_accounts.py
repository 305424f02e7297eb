"""Accounts of a foreign issuer: the page keeps its tokens itself, in memory and in one tab. The real fleet plays the issuer, for it
speaks Cognito's protocol; only the file config.json is another one, as on a static host."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect
from tests.web.account_steps import again, enter

from support.browser import Faults
from support.learner import Learner
from support.local_fleet import wait

REFUSED = r"status of 40[01]"


@pytest.fixture
def foreign(page: Page, learner: Learner) -> Iterator[Page]:
    """A page of such a fleet, the test's learner signed in, at /account."""

    def config(route: Route) -> None:
        told = json.loads(route.fetch().text())
        route.fulfill(json={**told, "auth": "tokens"})

    page.route("**/config.json", config)
    page.goto("/account")
    enter(page, learner.email)
    page.get_by_text(learner.email).wait_for()
    yield page
    page.unroute_all(behavior="ignoreErrors")


def test_the_learner_is_signed_in_without_any_cookie(foreign: Page) -> None:
    assert foreign.context.cookies() == []


def test_what_outlives_the_page_is_the_refresh_token_in_this_tab_alone(foreign: Page) -> None:
    assert foreign.evaluate("() => Object.keys(sessionStorage)") == ["tutorfleet.refresh"]
    assert "eyJ" not in foreign.evaluate("() => JSON.stringify({ ...localStorage, ...sessionStorage })")


def test_requests_carry_the_token_and_not_the_pages_header(foreign: Page) -> None:
    with foreign.expect_request(re.compile("/me/consent")) as asked:
        foreign.reload()
    headers = asked.value.headers
    assert headers["authorization"].startswith("Bearer eyJ")
    assert "x-tutorfleet-page" not in headers


def test_a_reload_stays_signed_in(foreign: Page, learner: Learner) -> None:
    foreign.reload()
    expect(foreign.get_by_text(learner.email)).to_be_visible()


def test_another_tab_signs_in_by_itself(foreign: Page, faults: Faults) -> None:
    other = foreign.context.new_page()
    other.route(
        "**/config.json", lambda route: route.fulfill(json={**json.loads(route.fetch().text()), "auth": "tokens"})
    )
    other.goto("/account")
    expect(other.get_by_role("heading", name="Welcome back")).to_be_visible()
    other.unroute_all(behavior="ignoreErrors")


def test_a_session_that_was_ended_is_renewed_in_place(foreign: Page, learner: Learner, faults: Faults) -> None:
    faults.expect(REFUSED)
    learner.cognito("GlobalSignOut", AccessToken=learner.tokens["AccessToken"])
    wait(lambda: learner.status("GET", "/me/consent") == 401)
    foreign.get_by_role("link", name="Notebook").click()
    again(foreign)
    expect(foreign.get_by_role("heading", name="Notebook").first).to_be_visible()


def test_signing_out_leaves_nothing(foreign: Page) -> None:
    foreign.get_by_role("button", name="Sign out", exact=True).click()
    expect(foreign.get_by_role("heading", name="Welcome back")).to_be_visible()
    assert foreign.evaluate("() => sessionStorage.length") == 0
