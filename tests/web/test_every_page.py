"""Every page, in both languages, both themes, on a desktop and on a phone: axe-core finds nothing, nothing has to be scrolled
sideways, nothing goes wrong; its picture is kept in artifacts/web/screens/."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from support.browser import LOOKS, PATIENCE_MS, Faults, Look, accessibility, keep, settle, sideways, sign_in
from support.learner import Learner
from support.local_fleet import LocalFleet

FOR_ALL = {"sign-in": "/sign-in", "sign-up": "/sign-up", "forgot": "/forgot", "confirm": "/confirm"}
FOR_LEARNERS = {
    "talk": "/talk",
    "scenarios": "/scenarios",
    "scenario": "/scenarios/hotel",
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
    with windows(browser, fleet, watched) as opened:
        yield opened


@pytest.fixture(scope="module")
def inside(browser: Browser, fleet: LocalFleet, watched: Faults, practised: Learner) -> Iterator[Windows]:
    """The same, with the practised learner signed in."""
    with windows(browser, fleet, watched, practised) as opened:
        yield opened


@pytest.fixture
def beside_the_machine(browser: Browser, fleet: LocalFleet, watched: Faults, learner: Learner) -> Iterator[Windows]:
    """The same, with an operator signed in."""
    done = fleet.run("users", "operator", learner.email)
    assert done.returncode == 0, done.stderr
    with windows(browser, fleet, watched, learner) as opened:
        yield opened


@contextmanager
def windows(browser: Browser, fleet: LocalFleet, watched: Faults, learner: Learner | None = None) -> Iterator[Windows]:
    contexts = {look: opened(browser, fleet, look, watched) for look in WINDOWS}
    for context in contexts.values():
        if learner:
            sign_in(context, learner)
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
    is_well(outside, watched, name, FOR_ALL[name])


@pytest.mark.parametrize("name", FOR_LEARNERS)
def test_a_page_for_learners_is_well_in_every_look(inside: Windows, watched: Faults, name: str) -> None:
    is_well(inside, watched, name, FOR_LEARNERS[name])


def test_a_talk_that_has_been_is_well_in_every_look(inside: Windows, watched: Faults, practised: Learner) -> None:
    talks = practised.call("GET", f"/conversations/{practised.uid}")["data"]
    longest = max(talks, key=lambda talk: len(talk["conversation"]))["id"]
    is_well(inside, watched, "conversation", f"/talk/{longest}")


def test_the_fleet_as_its_operator_sees_it_is_well_in_every_look(beside_the_machine: Windows, watched: Faults) -> None:
    is_well(beside_the_machine, watched, "fleet-operator", "/fleet")


def is_well(windows: Windows, watched: Faults, name: str, path: str) -> None:
    """Fails with everything that is wrong with this page, and the looks in which it is."""
    watched.seen.clear()
    found: dict[str, list[str]] = {}
    for window, page in windows.items():
        for look, fault in wrong(window, page, name, path):
            found.setdefault(fault, []).append(str(look))
    told = [f"{fault}: {', '.join(looks)}" for fault, looks in found.items()] + watched.unexpected()
    assert not told, "\n".join(told)


def wrong(window: Look, page: Page, name: str, path: str) -> Iterator[tuple[Look, str]]:
    """What is wrong in this window, in both themes. A theme changes colours only, so the second one is asked about these alone."""
    page.goto(path)
    settle(page)
    for look, rules in ((window, ()), (Look(window.language, "dark", window.device), ("color-contrast",))):
        page.emulate_media(color_scheme=look.theme)
        keep(page, f"{name}-{look}")
        yield from ((look, fault) for fault in accessibility(page, *rules))
    yield from ((window, f"sticks out to the right: {each}") for each in sideways(page))
