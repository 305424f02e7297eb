"""Where the page's tokens are, as a browser sees it: not where a script can find them, and of no use to another origin's page.

The other page lies on another port of the same host name: to a browser it is the same site, and it is sent the same cookies
(docs/security.md).
"""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.web.account_steps import is_signed_in

from support.browser import Faults
from support.learner import PASSWORD, Learner
from support.local_fleet import LocalFleet

EVERYTHING = """async () => {
  const databases = await indexedDB.databases()
  const caught = await caches.keys()
  return JSON.stringify([document.cookie, localStorage, sessionStorage, databases, caught])
}"""
STATUS = """([path, init]) => fetch(path, init).then((answer) => answer.status, (error) => error.name)"""
PAGE = {"X-Tutorfleet-Page": "1"}


class Neighbour(BaseHTTPRequestHandler):
    """A page of somebody else's."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Neighbour</title><iframe></iframe>")

    def log_message(self, *_: Any) -> None:
        """Nothing: nobody reads it."""


@pytest.fixture
def neighbour() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Neighbour) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def other(signed_in: Page, neighbour: str, faults: Faults) -> Page:
    """The other page, in the browser in which a learner is signed in."""
    faults.expect(".*")
    page = signed_in.context.new_page()
    page.goto(neighbour)
    return page


def status(page: Page, path: str, method: str = "GET", **init: Any) -> int | str:
    """What this page's script gets: a status, or the name of an error."""
    got: int | str = page.evaluate(STATUS, [path, {"method": method, **init}])
    return got


def test_no_script_of_the_page_finds_a_token(signed_in: Page) -> None:
    assert is_signed_in(signed_in)
    assert signed_in.evaluate("() => document.cookie") == ""
    values = [each.get("value", "") for each in signed_in.context.cookies()]
    held = signed_in.evaluate(EVERYTHING)
    assert len(values) == 2
    assert not [value for value in values if value in held]
    assert "eyJ" not in held


def test_a_page_of_another_origin_neither_reads_nor_acts(signed_in: Page, other: Page, fleet: LocalFleet) -> None:
    with_cookies = {"credentials": "include"}
    for headers in ({}, PAGE):
        for method, path in (("GET", "/me/consent"), ("GET", "/session"), ("DELETE", "/session"), ("DELETE", "/me")):
            assert status(other, fleet.url + path, method, headers=headers, **with_cookies) == "TypeError"
    assert is_signed_in(signed_in)
    assert status(signed_in, "/me/consent", headers=PAGE) == 200


def test_a_request_that_is_sent_without_asking_is_refused(signed_in: Page, other: Page, fleet: LocalFleet) -> None:
    with other.expect_response(f"{fleet.url}/session") as sent:
        other.evaluate(
            "(url) => fetch(url, {method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}'})",
            f"{fleet.url}/session",
        )
    assert sent.value.status == 403
    assert is_signed_in(signed_in)


def test_a_form_of_another_origin_signs_nobody_in(signed_in: Page, other: Page, fleet: LocalFleet) -> None:
    attacker = Learner(fleet.url)
    before = {each.get("name"): each.get("value") for each in signed_in.context.cookies()}
    field = f'{{"username":"{attacker.email}","password":"{PASSWORD}","x":"'
    script = """([url, field]) => {
      const form = Object.assign(document.createElement('form'), { action: url, method: 'post', enctype: 'text/plain' })
      form.append(Object.assign(document.createElement('input'), { name: field, value: '"}' }))
      document.body.append(form)
      form.submit()
    }"""
    with other.expect_response(f"{fleet.url}/session") as sent:
        other.evaluate(script, [f"{fleet.url}/session", field])
    assert sent.value.status == 403
    assert {each.get("name"): each.get("value") for each in signed_in.context.cookies()} == before


def test_the_page_is_shown_in_no_frame_of_another(other: Page, fleet: LocalFleet) -> None:
    with other.expect_event("console", lambda message: "frame-ancestors" in message.text):
        other.evaluate("(url) => { document.querySelector('iframe').src = url }", fleet.url)
