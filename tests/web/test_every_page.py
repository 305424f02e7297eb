"""Every page, in both languages, both themes, on a desktop and on a phone: axe-core finds nothing, nothing has to be scrolled
sideways, nothing goes wrong; its picture is kept in artifacts/web/screens/."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from support.browser import LOOKS, PATIENCE_MS, Faults, Look, accessibility, keep, settle, sideways, sign_in
from support.learner import Learner
from support.local_fleet import LocalFleet

FOR_ALL = {"sign-in": "/sign-in"}
FOR_LEARNERS = {
    "talk": "/talk",
    "scenarios": "/scenarios",
    "progress": "/progress",
    "notebook": "/notebook",
    "review": "/notebook/review",
    "placement": "/placement",
    "fleet": "/fleet",
    "account": "/account",
    "welcome": "/welcome",
}
WINDOWS = tuple(look for look in LOOKS if look.theme == "light")
Windows = dict[Look, Page]


@pytest.fixture(scope="module")
def watched(fleet: LocalFleet) -> Faults:
    """What went wrong in the windows of this module since a test forgot it."""
    return Faults(fleet.url)


@pytest.fixture(scope="module")
def outside(browser: Browser, fleet: LocalFleet, watched: Faults) -> Iterator[Windows]:
    """A window for each language and device; nobody is signed in."""
    contexts = {look: opened(browser, fleet, look, watched) for look in WINDOWS}
    yield {look: context.new_page() for look, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="module")
def inside(browser: Browser, fleet: LocalFleet, watched: Faults, practised: Learner) -> Iterator[Windows]:
    """The same, with the practised learner signed in."""
    contexts = {look: opened(browser, fleet, look, watched) for look in WINDOWS}
    for context in contexts.values():
        sign_in(context, practised)
    yield {look: context.new_page() for look, context in contexts.items()}
    for context in contexts.values():
        context.close()


def opened(browser: Browser, fleet: LocalFleet, look: Look, watched: Faults) -> BrowserContext:
    context = browser.new_context(**look.options(fleet.url), reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    watched.watch(context)
    return context


@pytest.mark.parametrize("name", FOR_ALL)
def test_a_page_that_everybody_sees_is_well_in_every_look(outside: Windows, watched: Faults, name: str) -> None:
    assert wrong(outside, watched, name, FOR_ALL[name]) == []


@pytest.mark.parametrize("name", FOR_LEARNERS)
def test_a_page_for_learners_is_well_in_every_look(inside: Windows, watched: Faults, name: str) -> None:
    assert wrong(inside, watched, name, FOR_LEARNERS[name]) == []


def test_a_talk_that_has_been_is_well_in_every_look(inside: Windows, watched: Faults, practised: Learner) -> None:
    talks = practised.call("GET", f"/conversations/{practised.uid}")["data"]
    longest = max(talks, key=lambda talk: len(talk["conversation"]))["id"]
    assert wrong(inside, watched, "conversation", f"/talk/{longest}") == []


def wrong(windows: Windows, watched: Faults, name: str, path: str) -> list[str]:
    """What is wrong with this page, in every look."""
    watched.seen.clear()
    found = [fault for window, page in windows.items() for fault in wrong_in(window, page, name, path)]
    return found + watched.unexpected()


def wrong_in(window: Look, page: Page, name: str, path: str) -> list[str]:
    page.goto(path)
    settle(page)
    found = []
    for look in (Look(window.language, theme, window.device) for theme in ("light", "dark")):
        page.emulate_media(color_scheme=look.theme)
        keep(page, f"{name}-{look}")
        found += [f"{look}: {fault}" for fault in accessibility(page)]
    if wider := sideways(page):
        found.append(f"{window}: {wider} pixels wider than the window")
    return found
