"""The frame around every page: by keyboard alone, enlarged, without motion, offline, in another language, in another theme."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.web.conftest import Browse

from support.browser import Faults, Look, settle, sideways, sign_in
from support.learner import PASSWORD, Learner

PAGES = ("/talk", "/scenarios", "/progress", "/notebook", "/account")
NO_NETWORK = r"net::ERR_INTERNET_DISCONNECTED"
MOVES = ("transitionDuration", "animationDuration")
LONGEST = """(property) => Math.max(0, ...[...document.querySelectorAll('*')].flatMap((each) =>
  getComputedStyle(each)[property].split(',').map(parseFloat)))"""
"""the longest transition or animation of the page, in seconds"""
OUTLINED = """() => {
  const style = getComputedStyle(document.activeElement)
  const near = getComputedStyle(document.activeElement.parentElement)
  return [style, near].some((each) => (each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) >= 2) || each.boxShadow !== 'none')
}"""


@pytest.fixture
def progress(signed_in: Page) -> Page:
    """A page that stands still."""
    signed_in.goto("/progress")
    settle(signed_in)
    return signed_in


def test_the_first_key_reaches_the_content(progress: Page) -> None:
    progress.keyboard.press("Tab")
    expect(progress.get_by_role("link", name="Skip to the content")).to_be_focused()
    progress.keyboard.press("Enter")
    expect(progress.locator("main")).to_be_focused()


def test_every_page_is_reached_by_keyboard_and_begins_at_its_heading(progress: Page) -> None:
    tab_to(progress, "Notebook")
    progress.keyboard.press("Enter")
    expect(progress).to_have_url(re.compile("/notebook$"))
    expect(progress.locator("main h1")).to_be_focused()
    expect(progress).to_have_title(re.compile("^Notebook"))


@pytest.mark.parametrize("path", PAGES)
def test_who_uses_the_keyboard_sees_where_they_are(signed_in: Page, path: str) -> None:
    signed_in.goto(path)
    settle(signed_in)
    unseen = []
    for _ in range(24):
        signed_in.keyboard.press("Tab")
        if signed_in.evaluate("() => document.activeElement === document.body"):
            break
        if not signed_in.evaluate(OUTLINED):
            unseen.append(signed_in.evaluate("() => document.activeElement.outerHTML.slice(0, 120)"))
    assert unseen == []


def test_settings_are_opened_and_left_by_keyboard(progress: Page) -> None:
    tab_to(progress, "Settings")
    progress.keyboard.press("Enter")
    dialog = progress.get_by_role("dialog", name="Settings")
    expect(dialog).to_be_visible()
    assert dialog.evaluate("(dialog) => dialog.contains(document.activeElement)")
    progress.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(progress.get_by_role("button", name="Settings")).to_be_focused()


def test_a_page_enlarged_to_twice_its_size_is_not_cut(browse: Browse, practised: Learner) -> None:
    page = browse(Look(), practised, viewport={"width": 640, "height": 400}, device_scale_factor=2)
    wider = {}
    for path in PAGES:
        page.goto(path)
        settle(page)
        wider[path] = sideways(page)
        assert covered(page) == []
    assert wider == {path: [] for path in PAGES}


def test_nothing_moves_for_who_asked_for_less_motion(signed_in: Page) -> None:
    settle(signed_in)
    signed_in.get_by_role("button", name="Settings").click()
    assert max(signed_in.evaluate(LONGEST, each) for each in MOVES) > 0.05
    signed_in.emulate_media(reduced_motion="reduce")
    assert max(signed_in.evaluate(LONGEST, each) for each in MOVES) <= 0.01


def test_a_lost_connection_is_said_until_it_is_back(progress: Page, faults: Faults) -> None:
    faults.expect(NO_NETWORK)
    banner = progress.get_by_role("status").filter(has_text="You are offline")
    progress.context.set_offline(True)
    expect(banner).to_be_visible()
    progress.context.set_offline(False)
    expect(banner).to_be_hidden()


def test_the_page_speaks_the_browsers_language(browse: Browse, learner: Learner) -> None:
    page = browse(Look("id"), learner)
    page.goto("/progress")
    expect(page.locator("html")).to_have_attribute("lang", "id")
    expect(page.get_by_role("button", name="Pengaturan")).to_be_visible()


def test_another_language_is_spoken_at_once_and_after_a_reload(progress: Page) -> None:
    choose(progress, "Language of the page", "Bahasa Indonesia")
    expect(progress.locator("html")).to_have_attribute("lang", "id")
    expect(progress.get_by_role("dialog", name="Pengaturan")).to_be_visible()
    progress.reload()
    expect(progress.get_by_role("button", name="Pengaturan")).to_be_visible()


def test_the_language_of_explanations_is_a_choice_of_its_own(progress: Page) -> None:
    choose(progress, "Language of explanations", "Bahasa Indonesia")
    expect(progress.locator("html")).to_have_attribute("lang", "en")
    choice = progress.get_by_role("group", name="Language of explanations").get_by_role(
        "radio", name="Bahasa Indonesia"
    )
    expect(choice).to_be_checked()


def test_a_theme_that_was_chosen_wins_over_the_systems_before_the_first_paint(progress: Page) -> None:
    light = background(progress)
    choose(progress, "Theme", "Dark")
    expect(progress.locator("html")).to_have_attribute("data-theme", "dark")
    dark = background(progress)
    assert brightness(dark) < 60 < brightness(light)
    progress.reload(wait_until="commit")
    progress.wait_for_function("() => document.body !== null")
    assert background(progress) == dark


def test_two_tabs_take_over_each_others_settings(progress: Page) -> None:
    other = progress.context.new_page()
    other.goto("/progress")
    settle(other)
    choose(progress, "Theme", "Dark")
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")


def test_who_is_not_signed_in_comes_back_to_the_page_they_asked_for(page: Page, learner: Learner) -> None:
    page.goto("/notebook")
    expect(page).to_have_url(re.compile("/sign-in"))
    page.get_by_label("Email").fill(learner.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/notebook$"))


def test_no_script_of_the_page_can_read_a_token(signed_in: Page, learner: Learner) -> None:
    settle(signed_in)
    reach = "() => document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"
    assert "eyJ" not in signed_in.evaluate(reach)
    assert {cookie["name"] for cookie in signed_in.context.cookies() if not cookie["httpOnly"]} == set()


def test_a_session_that_ended_elsewhere_asks_for_the_password_again(signed_in: Page, learner: Learner) -> None:
    settle(signed_in)
    signed_in.context.clear_cookies()
    signed_in.reload()
    expect(signed_in).to_have_url(re.compile("/sign-in"))
    sign_in(signed_in.context, learner)
    signed_in.goto("/progress")
    expect(signed_in.get_by_role("heading", name="Progress", exact=True)).to_be_visible()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name has the focus."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"Tab does not come to {name}")


def choose(page: Page, what: str, value: str) -> None:
    """Change one of the settings."""
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("group", name=what).get_by_role("radio", name=value).check()


def covered(page: Page) -> list[str]:
    """Headings at the top of the page that something else lies upon."""
    lies = """() => [...document.querySelectorAll('h1')].filter((heading) => {
      const box = heading.getBoundingClientRect()
      const top = document.elementFromPoint(box.left + 8, box.top + box.height / 2)
      return !heading.contains(top)
    }).map((heading) => heading.textContent)"""
    found: list[str] = page.evaluate(lies)
    return found


def background(page: Page) -> str:
    found: str = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    return found


def brightness(colour: str) -> float:
    """0 to 255, of `rgb(…)`."""
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) / 3
