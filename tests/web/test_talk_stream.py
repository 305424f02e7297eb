"""The talk page while a reply comes: stopping it, reading elsewhere, writing on, and in a long talk. A fleet of its own recites
a known text at a known pace."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from support.learner import Learner
from support.local_fleet import LocalFleet
from support.reciting import ASK, TEXT, reciting_fleet
from support.talking import composer, send, turns

WORDS_A_SECOND = 20
MESSAGES = 600
"""of a long talk: 300 of the learner, 300 of the tutor"""


@pytest.fixture(scope="module")
def fleet() -> Iterator[LocalFleet]:
    with reciting_fleet(WORDS_A_SECOND) as running:
        yield running


@pytest.fixture
def streaming(signed_in: Page) -> Page:
    """A page on which a long reply has begun."""
    expect(reply(send(signed_in, ASK))).to_contain_text(TEXT.split()[0])
    return signed_in


def reply(turn: Locator) -> Locator:
    return turn.locator("[data-english]")


def scroller(page: Page) -> Locator:
    return page.get_by_role("region", name="Messages")


def below(page: Page) -> float:
    """How many pixels of the talk are below the window."""
    return float(scroller(page).evaluate("box => box.scrollHeight - box.scrollTop - box.clientHeight"))


def wait_for_screens(page: Page, count: float) -> None:
    """Until the talk is that many times as high as its window."""
    handle = scroller(page).element_handle()
    page.wait_for_function("([box, n]) => box.scrollHeight > n * box.clientHeight", arg=[handle, count])


def test_stop_keeps_what_came(streaming: Page, learner: Learner) -> None:
    streaming.get_by_role("button", name="Stop the reply").click()
    expect(turns(streaming).get_by_text("You stopped this reply.")).to_be_visible()
    shown = " ".join(reply(turns(streaming)).inner_text().split())
    (talk,) = learner.call("GET", f"/conversations/{learner.uid}")["data"]
    assert shown
    assert " ".join(talk["conversation"][1]["content"].split()) == shown
    assert len(shown) < len(TEXT)


def test_escape_stops_too(streaming: Page) -> None:
    streaming.keyboard.press("Escape")
    expect(turns(streaming).get_by_text("You stopped this reply.")).to_be_visible()
    expect(streaming.get_by_role("button", name="Stop the reply")).to_have_count(0)


def test_a_reader_at_the_end_is_kept_there(streaming: Page) -> None:
    wait_for_screens(streaming, 1.5)
    assert below(streaming) < 60


def test_a_reader_who_scrolled_up_is_not_moved_and_can_jump_back(streaming: Page) -> None:
    wait_for_screens(streaming, 1.5)
    scroller(streaming).hover()
    streaming.mouse.wheel(0, -10_000)
    jump = streaming.get_by_role("button", name="Jump to newest")
    expect(jump).to_be_visible()
    wait_for_screens(streaming, 2)
    assert scroller(streaming).evaluate("box => box.scrollTop") == 0
    jump.click()
    expect(jump).to_be_hidden()
    at_end = "box => box.scrollHeight - box.scrollTop - box.clientHeight < 60"
    streaming.wait_for_function(at_end, arg=scroller(streaming).element_handle())


def test_what_is_sent_while_a_reply_comes_is_shown_as_not_sent_and_can_be_changed(streaming: Page) -> None:
    send(streaming, "One more thing.")
    expect(turns(streaming).last).to_contain_text("Not sent yet")
    # by the keyboard, here and below: a mouse may miss what sinks with each line of the reply
    turns(streaming).last.get_by_role("button", name="Change").press("Enter")
    expect(turns(streaming)).to_have_count(1)
    expect(composer(streaming)).to_have_value("One more thing.")


def test_an_unsent_message_can_be_discarded(streaming: Page) -> None:
    send(streaming, "One more thing.")
    turns(streaming).last.get_by_role("button", name="Discard").press("Enter")
    expect(turns(streaming)).to_have_count(1)


@pytest.fixture
def long_talk(signed_in: Page, learner: Learner) -> Page:
    """A talk of 600 messages, opened."""
    conversation = str(uuid4())
    messages: list[dict[str, Any]] = [
        {
            "id": str(number),
            "role": ("user", "assistant")[number % 2],
            "content": f"Message {number}. " * (1 + number % 7),
        }
        for number in range(MESSAGES)
    ]
    body = {"id": conversation, "title": "A long talk", "conversation": messages}
    learner.call("POST", f"/conversations/{learner.uid}", body)
    signed_in.goto(f"/talk/{conversation}")
    return signed_in


def test_a_long_talk_opens_at_its_end(long_talk: Page) -> None:
    expect(long_talk.get_by_text(f"Message {MESSAGES - 1}.").first).to_be_in_viewport()
    assert below(long_talk) < 60


def test_while_a_reply_comes_nothing_else_of_a_long_talk_changes(long_talk: Page) -> None:
    turn = send(long_talk, ASK)
    expect(reply(turn)).to_contain_text(TEXT.split()[0])
    long_talk.evaluate(
        """() => {
          window.changed = new Set()
          new MutationObserver((all) => {
            for (const { target } of all) {
              const article = (target.nodeType === 1 ? target : target.parentElement)?.closest('article')
              if (article) window.changed.add(article.dataset.turn ?? article.textContent.slice(0, 30))
            }
          }).observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true, attributes: true })
        }"""
    )
    now = reply(turn).element_handle()
    long_talk.wait_for_function(
        "([reply, from]) => reply.textContent.length > from + 200", arg=[now, len(now.inner_text())]
    )
    assert long_talk.evaluate("() => [...window.changed]") == [turn.get_attribute("data-turn")]


def test_what_is_far_above_in_a_long_talk_is_not_on_the_page(long_talk: Page) -> None:
    expect(long_talk.locator("article").last).to_contain_text(f"Message {MESSAGES - 1}.")
    assert long_talk.locator("article").count() < MESSAGES / 10
