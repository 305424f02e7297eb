"""The eyes of the other tests see what they are meant to see (support/browser.py)."""

import os

import pytest
from playwright.sync_api import Page

from support.browser import Faults, accessibility, settle, sideways


@pytest.fixture
def here(page: Page) -> Page:
    """Some page of the fleet."""
    page.goto("/")
    settle(page)
    return page


def fault(page: Page, faults: Faults, event: str, script: str) -> str:
    """What is found wrong when the page does this; the test that brought it about goes on."""
    with page.context.expect_event(event):
        page.evaluate(f"() => {{ {script} }}")
    seen = " ".join(faults.unexpected())
    faults.expect(".*")
    return seen


@pytest.mark.skipif(
    "PYTEST_XDIST_WORKER" not in os.environ,
    reason="it is about pytest -n, which make test uses: without it there is one process",
)
def test_of_many_processes_one_has_all_browser_tests(request: pytest.FixtureRequest) -> None:
    assert request.node.nodeid.endswith("@web")


def test_an_error_on_the_console_is_a_fault(here: Page, faults: Faults) -> None:
    assert "console: broken" in fault(here, faults, "console", "console.error('broken')")


def test_an_uncaught_exception_is_a_fault(here: Page, faults: Faults) -> None:
    script = "setTimeout(() => { throw new Error('too late') })"
    assert "too late" in fault(here, faults, "weberror", script)


def test_a_request_to_another_host_is_a_fault(here: Page, faults: Faults) -> None:
    script = "fetch('http://127.0.0.1:9/').catch(() => {})"
    assert "127.0.0.1:9" in fault(here, faults, "console", script)


def test_what_the_content_security_policy_forbids_is_a_fault(here: Page, faults: Faults) -> None:
    script = "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')"
    assert "Content Security Policy" in fault(here, faults, "console", script)


def test_a_button_without_a_name_is_found(here: Page) -> None:
    here.evaluate("() => document.body.append(document.createElement('button'))")
    assert any(each.startswith("button-name") for each in accessibility(here))


def test_a_page_wider_than_its_window_is_found(here: Page) -> None:
    assert sideways(here) == []
    here.evaluate(
        "() => { document.body.append(document.createElement('hr')); document.querySelector('hr').style.width = '3000px' }"
    )
    assert any(each.startswith("<hr") for each in sideways(here))
