"""Nothing that was shown or written is lost: workers, service, browser, tab and network go away in mid-reply, for real.

The fleet's chat model recites a text that we know, so what stands on the page is compared to the letter (support/reciting.py).
"""

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect

from support.browser import FLAGS, PATIENCE_MS, PROGRAMS, Faults, Look, sign_in
from support.learner import PASSWORD, Learner
from support.local_fleet import LocalFleet, wait
from support.long_history import long_talk, many_talks
from support.reciting import ASK, TEXT, kill_part, kill_serving, reciting_fleet

WORDS_A_SECOND = 60
WHOLE = 60_000
"""milliseconds that a reply may take, with all that happens to it"""
ALL = "".join(TEXT.split())
LOST = (r"net::ERR_", r"status of 50[0-9]")
"""what Chromium says of a fleet that is away"""


@pytest.fixture(scope="module")
def fleet() -> Iterator[LocalFleet]:
    """A fleet of this module: parts of it are killed."""
    many = (
        ("requests_per_minute = 600 ", "requests_per_minute = 60000 "),
        ("sign_ins_per_minute = 120 ", "sign_ins_per_minute = 60000 "),
    )
    with reciting_fleet(WORDS_A_SECOND, changes=many) as running:
        yield running


def test_a_reply_is_shown_to_the_letter(signed_in: Page) -> None:
    say(signed_in, ASK)
    expect_whole(signed_in)


def test_a_worker_killed_in_mid_reply_leaves_no_trace_but_a_line_in_the_details(
    fleet: LocalFleet, signed_in: Page
) -> None:
    say(signed_in, ASK)
    when(signed_in, 30)
    kill_serving(fleet)
    expect_whole(signed_in)
    expect(signed_in.get_by_role("alert")).to_have_count(0)
    signed_in.get_by_role("button", name="Details of this turn").click()
    expect(signed_in.get_by_text("The reply went on at another worker")).to_be_visible()


def test_a_killed_service_loses_no_word(fleet: LocalFleet, signed_in: Page, faults: Faults) -> None:
    faults.expect(*LOST)
    say(signed_in, ASK)
    when(signed_in, 60)
    kill_part(fleet, "tutorfleet.service")
    expect_whole(signed_in)


def test_a_reload_in_mid_reply_finds_it_again(signed_in: Page) -> None:
    say(signed_in, ASK)
    when(signed_in, 60)
    signed_in.reload()
    when(signed_in, 60)
    expect_whole(signed_in)


def test_a_page_that_was_closed_in_mid_reply_finds_it_whole(signed_in: Page, learner: Learner) -> None:
    say(signed_in, ASK)
    when(signed_in, 60)
    address = signed_in.url
    signed_in.goto("about:blank")
    wait(lambda: [each["state"] for each in turns(learner, address)] == ["done"], 60)
    signed_in.goto(address)
    expect_whole(signed_in)


def test_a_reply_goes_on_after_the_network_was_away(signed_in: Page, faults: Faults) -> None:
    faults.expect(*LOST)
    say(signed_in, ASK)
    when(signed_in, 60)
    with offline(signed_in):
        expect(signed_in.get_by_text("You are offline.")).to_be_visible()
    expect_whole(signed_in)


def test_three_turns_written_offline_are_sent_in_order(signed_in: Page, learner: Learner, faults: Faults) -> None:
    faults.expect(*LOST)
    box(signed_in).wait_for()
    said = ["I like tea.", "I like coffee.", "I like milk."]
    with offline(signed_in):
        for text in said:
            say(signed_in, text)
        expect(signed_in.get_by_text("Not sent yet")).to_have_count(3)
    for number in range(3):
        when(signed_in, 10, number)
        end(learner, signed_in.url)
    expect(signed_in.locator("button[aria-label='Details of this turn']")).to_have_count(3)
    assert [each["text"] for each in turns(learner, signed_in.url)] == said


def test_a_stop_keeps_what_came_and_ends_it_upstream(signed_in: Page, learner: Learner) -> None:
    say(signed_in, ASK)
    when(signed_in, 40)
    signed_in.get_by_role("button", name="Stop the reply").click()
    expect(signed_in.get_by_text("You stopped this reply.")).to_be_visible()
    kept = letters(reply(signed_in))
    assert ALL.startswith(kept)
    (stored,) = turns(learner, signed_in.url)
    assert (stored["state"], "".join(stored["done"]["reply"].split())) == ("stopped", kept)
    signed_in.reload()
    reply(signed_in).wait_for()
    assert letters(reply(signed_in)) == kept


def test_two_tabs_show_the_same_reply_and_send_once(signed_in: Page, learner: Learner) -> None:
    begun(signed_in)
    other = signed_in.context.new_page()
    other.goto(signed_in.url)
    reply(other).wait_for()
    say(signed_in, ASK)
    for page in (signed_in, other):
        page.bring_to_front()
        when(page, 60, 1)
    for page in (signed_in, other):
        page.bring_to_front()
        expect_whole(page, 1)
    assert [each["text"] for each in turns(learner, signed_in.url)] == ["Hello.", ASK]


def test_a_queue_is_sent_once_though_two_tabs_wait_with_it(signed_in: Page, learner: Learner, faults: Faults) -> None:
    faults.expect(*LOST)
    begun(signed_in)
    other = signed_in.context.new_page()
    other.goto(signed_in.url)
    reply(other).wait_for()
    with offline(signed_in):
        for page, text in ((signed_in, "One."), (other, "Two."), (signed_in, "Three.")):
            say(page, text)
        for page in (signed_in, other):
            expect(page.get_by_text("Not sent yet")).to_have_count(3)
    for number in (1, 2, 3):
        when(signed_in, 5, number)
        end(learner, signed_in.url)
    other.bring_to_front()
    expect(other.locator("button[aria-label='Details of this turn']")).to_have_count(4, timeout=WHOLE)
    assert [each["text"] for each in turns(learner, signed_in.url)] == ["Hello.", "One.", "Two.", "Three."]


def test_a_session_that_ends_in_the_middle_of_a_talk_costs_nothing(signed_in: Page, faults: Faults) -> None:
    faults.expect("status of 401")
    begun(signed_in)
    signed_in.context.clear_cookies(name="tutorfleet_id")
    say(signed_in, ASK)
    expect_whole(signed_in, 1)


def test_what_is_asked_waits_while_the_learner_signs_in_again(signed_in: Page, faults: Faults) -> None:
    faults.expect("status of 401")
    begun(signed_in)
    box(signed_in).fill("half a sentence")
    signed_in.context.clear_cookies()
    signed_in.get_by_role("button", name="Ask for another reply").click()
    sign_in_in_place(signed_in)
    expect_whole(signed_in)
    expect(box(signed_in)).to_have_value("half a sentence")


def test_unsent_words_are_there_after_a_reload(signed_in: Page) -> None:
    box(signed_in).fill("Yesterday I was")
    signed_in.reload()
    expect(box(signed_in)).to_have_value("Yesterday I was")


def test_a_killed_browser_finds_everything_again(
    browser: Browser, fleet: LocalFleet, learner: Learner, tmp_path: Path
) -> None:
    with profile(browser, fleet, tmp_path) as context:
        sign_in(context, learner)
        page = context.new_page()
        page.goto("/talk")
        begun(page)
        address = page.url
        context.set_offline(True)
        say(page, ASK)
        box(page).fill("half a sentence")
        wait(lambda: on_disk(tmp_path, "half a sentence") and on_disk(tmp_path, ASK), 60)
        kill_browser(tmp_path)
    with profile(browser, fleet, tmp_path) as context:
        sign_in(context, learner)  # the session's cookies are those of a session
        page = context.new_page()
        page.goto(address)
        expect(box(page)).to_have_value("half a sentence")
        expect_whole(page, 1)
        context.close()


def test_a_reply_that_is_made_anew_takes_the_place_of_the_old_one(signed_in: Page, learner: Learner) -> None:
    begun(signed_in)
    signed_in.get_by_role("article").hover()
    signed_in.get_by_role("button", name="Ask for another reply").click()
    expect(signed_in.get_by_role("button", name="Stop the reply")).to_be_visible()
    expect_whole(signed_in)
    assert len(turns(learner, signed_in.url)) == 1


def test_500_conversations_can_be_searched_and_opened(
    fleet: LocalFleet, browse: Callable[..., Page], learner: Learner
) -> None:
    titles = many_talks(fleet, learner, 500)
    page = browse(Look(), learner)
    page.goto("/talk")
    links = page.get_by_role("navigation", name="Your talks").get_by_role("link")
    expect(links).to_have_count(500, timeout=WHOLE)
    page.get_by_role("searchbox").fill("number 437")
    expect(links).to_have_count(1)
    links.click()
    expect(page.get_by_role("heading", name=titles[436])).to_be_visible()


def test_300_turns_are_there_page_by_page(fleet: LocalFleet, browse: Callable[..., Page], learner: Learner) -> None:
    conversation = long_talk(fleet, learner, 300)
    page = browse(Look(), learner)
    page.goto(f"/talk/{conversation}")
    expect(page.get_by_text("Message 300 of 300.").first).to_be_visible(timeout=WHOLE)
    articles = page.get_by_role("article")
    assert articles.count() < 50
    go_up(page, "Message 1 of 300.")
    assert articles.count() == 300


def test_only_the_end_of_a_long_talk_stands_on_the_page(
    fleet: LocalFleet, browse: Callable[..., Page], learner: Learner
) -> None:
    """Turns far above cost memory; who goes up sees them again."""
    conversation = long_talk(fleet, learner, 45)
    page = browse(Look(), learner)
    page.goto(f"/talk/{conversation}")
    expect(page.get_by_text("Message 45 of 45.").first).to_be_visible(timeout=WHOLE)
    articles = page.get_by_role("article")
    go_up(page, "Message 1 of 45.")
    say(page, "And one more.")
    expect(articles.last).to_contain_text("And one more.")
    expect(page.get_by_text("Message 1 of 45.")).to_have_count(0)
    go_up(page, "Message 1 of 45.")


def test_the_network_that_goes_before_a_talk_is_opened_comes_back(
    signed_in: Page, learner: Learner, faults: Faults
) -> None:
    faults.expect(*LOST)
    begun(signed_in)
    address = signed_in.url
    signed_in.goto("/progress")
    signed_in.route(re.compile(r"/conversations/"), lambda route: route.abort())
    signed_in.goto(address)
    expect(signed_in.get_by_text("The fleet cannot be reached.").first).to_be_visible()
    signed_in.unroute_all()
    expect(reply(signed_in)).to_be_visible()


def go_up(page: Page, text: str) -> None:
    """To the top of the talk, and to the top of what comes then, until the text is there."""

    def is_there() -> bool:
        page.get_by_role("region", name="Messages").evaluate("(box) => box.scrollTo(0, 0)")
        return page.get_by_text(text).count() > 0

    wait(is_there, 60)


def say(page: Page, text: str) -> None:
    box(page).fill(text)
    box(page).press("Enter")
    expect(box(page)).to_have_value("")


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Write in English…")


def reply(page: Page, number: int = 0) -> Locator:
    """The tutor's words in a turn."""
    return page.get_by_role("article").nth(number).locator("[class*=answer] [class*=reply]")


def letters(words: Locator) -> str:
    """Without spaces, which are drawn and not written; also of what is out of sight and not drawn."""
    return "".join((words.text_content() or "").split())


def when(page: Page, words: int, number: int = 0) -> None:
    """Wait until so many words of a reply are there; they are the text's."""
    enough = len("".join(TEXT.split()[:words]))
    reply(page, number).wait_for(state="attached", timeout=WHOLE)
    wait(lambda: len(letters(reply(page, number))) >= enough, WHOLE / 1000)
    assert ALL.startswith(letters(reply(page, number)))


def expect_whole(page: Page, number: int = 0) -> None:
    """The text, to the letter; and the turn has ended."""
    details = page.get_by_role("article").nth(number).locator("button[aria-label='Details of this turn']")
    expect(details).to_have_count(1, timeout=WHOLE)
    assert letters(reply(page, number)) == ALL


def begun(page: Page) -> None:
    """A talk with one turn that the learner stopped."""
    say(page, "Hello.")
    when(page, 3)
    page.get_by_role("button", name="Stop the reply").click()
    expect(page.get_by_text("You stopped this reply.")).to_be_visible()
    page.wait_for_url("**/talk/*")


def turns(learner: Learner, address: str) -> list[dict[str, Any]]:
    conversation = address.rsplit("/", 1)[1]
    rows: list[dict[str, Any]] = learner.call("GET", f"/conversations/{learner.uid}/{conversation}/turns")["data"]
    return rows


def end(learner: Learner, address: str) -> None:
    """Stop the reply that comes now from elsewhere, for a test that has seen enough of it."""
    for each in turns(learner, address):
        if each["state"] == "running":
            conversation = address.rsplit("/", 1)[1]
            learner.call("DELETE", f"/conversations/{learner.uid}/{conversation}/turns/{each['id']}")


@contextmanager
def offline(page: Page) -> Iterator[None]:
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)


def sign_in_in_place(page: Page) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(dialog).to_have_count(0)


@contextmanager
def profile(browser: Browser, fleet: LocalFleet, folder: Path) -> Iterator[BrowserContext]:
    """A browser of its own with a profile that stays."""
    context = browser.browser_type.launch_persistent_context(
        folder,
        executable_path=next(filter(None, map(shutil.which, PROGRAMS)), None),
        args=list(FLAGS),
        **Look().options(fleet.url),
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    with suppress(Error):
        context.close()


def kill_browser(folder: Path) -> None:
    for each in psutil.process_iter():
        with suppress(psutil.Error):
            if f"--user-data-dir={folder}" in each.cmdline():
                os.kill(each.pid, signal.SIGKILL)


def on_disk(folder: Path, text: str) -> bool:
    """Whether the browser has written it: it does so some seconds after the page has."""
    files = (folder / "Default" / "Local Storage" / "leveldb").glob("*.log")
    return any(text.encode() in each.read_bytes() for each in files)
