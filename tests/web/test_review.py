"""A minute of review: answers are checked kindly, ratings are stored once, and none is lost."""

import json
import re

import pytest
from playwright.sync_api import Page, Response, expect

from support.browser import Faults, Look
from support.learner import Learner


@pytest.fixture
def taught(learner: Learner) -> Learner:
    """One card."""
    learner.turn("Yesterday I go to the market.")
    return learner


@pytest.fixture
def review(browse, taught: Learner) -> Page:
    page = browse(Look(), taught)
    page.goto("/notebook/review")
    return page


def stored(answer: Response) -> bool:
    return "/me/review/" in answer.url and answer.ok


def test_a_right_answer_is_rated_with_the_keyboard_alone(review: Page, taught: Learner) -> None:
    expect(review.get_by_label("Your answer")).to_be_focused()
    review.keyboard.type(" Went ")
    review.keyboard.press("Enter")
    expect(review.get_by_text("Right.")).to_be_visible()
    with review.expect_response(stored):
        review.keyboard.press("3")
    expect(review.get_by_role("heading", name="1 card reviewed")).to_be_visible()
    assert taught.call("GET", "/me/review")["data"]["due"] == 0


def test_a_wrong_answer_shows_the_right_one_and_why(review: Page, taught: Learner) -> None:
    reason = taught.call("GET", "/me/notebook")["data"][0]["reason"]["en"]
    review.get_by_label("Your answer").fill("goes")
    review.get_by_role("button", name="Check").click()
    expect(review.get_by_text('Not "goes". It is:')).to_be_visible()
    expect(review.get_by_text("Yesterday I went to the market.")).to_be_visible()
    expect(review.get_by_text(reason)).to_be_visible()
    expect(review.get_by_role("button", name=re.compile("^Again"))).to_be_focused()


def test_a_rating_made_offline_is_stored_when_the_connection_is_back(
    review: Page, taught: Learner, faults: Faults
) -> None:
    faults.expect("ERR_INTERNET_DISCONNECTED")
    review.get_by_role("button", name="Show me").click()
    review.context.set_offline(True)
    review.get_by_role("button", name=re.compile("^Easy")).click()
    expect(review.get_by_role("heading", name="1 card reviewed")).to_be_visible()
    kept = review.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('tutorfleet.ratings'))")
    assert [each["rating"] for each in json.loads(kept[0][1])] == [4]
    with review.expect_response(stored):
        review.context.set_offline(False)
    assert taught.call("GET", "/me/review")["data"]["due"] == 0


def test_nothing_due_says_what_becomes_a_card(signed_in: Page) -> None:
    signed_in.goto("/notebook/review")
    expect(signed_in.get_by_role("heading", name="Nothing is due")).to_be_visible()
