"""The list of talks: renaming, deleting with a way back, finding, and the drawer of a phone."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from support.browser import sideways
from support.learner import Learner
from support.local_fleet import wait
from support.talking import MISTAKES, say, turns


def test_a_talk_is_renamed(signed_in: Page, learner: Learner) -> None:
    say(signed_in, "I like coffee.")
    signed_in.get_by_role("main").get_by_role("button", name="Actions for").last.click()
    signed_in.get_by_role("menuitem", name="Rename").click()
    box = signed_in.get_by_role("textbox", name="Title")
    box.fill("Coffee and I")
    box.press("Enter")
    expect(signed_in.get_by_role("heading", level=1)).to_have_text("Coffee and I")
    expect(signed_in.get_by_role("link", name="Coffee and I")).to_be_visible()
    expect(box).to_be_hidden()  # the new title is shown at once, and the box goes when it is kept
    assert learner.call("GET", f"/conversations/{learner.uid}")["data"][0]["title"] == "Coffee and I"


def test_a_talk_is_renamed_from_the_list(signed_in: Page, learner: Learner) -> None:
    body = {"id": str(uuid4()), "title": "Old name", "conversation": []}
    learner.call("POST", f"/conversations/{learner.uid}", body)
    signed_in.reload()
    signed_in.get_by_role("button", name="Actions for “Old name”").press("Enter")
    signed_in.get_by_role("menuitem", name="Rename").press("Enter")
    signed_in.get_by_role("textbox", name="Title").fill("New name")
    signed_in.get_by_role("button", name="Save").click()
    expect(signed_in.get_by_role("link", name="New name")).to_be_visible()


def delete(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Actions for").last.click()
    page.get_by_role("menuitem", name="Delete").click()


def test_a_deleted_talk_can_be_had_back(signed_in: Page, learner: Learner) -> None:
    say(signed_in, "I like coffee.")
    delete(signed_in)
    expect(turns(signed_in)).to_have_count(0)
    signed_in.get_by_role("button", name="Undo").click()
    expect(turns(signed_in)).to_have_count(1)
    assert len(learner.talks()) == 1


def test_a_deleted_talk_is_gone_when_the_way_back_is(signed_in: Page, learner: Learner) -> None:
    say(signed_in, "I like coffee.")
    delete(signed_in)
    expect(signed_in.get_by_text("Talk deleted")).to_be_visible()
    expect(signed_in.get_by_text("Talk deleted")).to_be_hidden()
    expect(signed_in.get_by_text("Your talks will be listed here.")).to_be_visible()
    wait(lambda: learner.talks() == [])


def test_talks_are_found_by_their_title(signed_in: Page, learner: Learner) -> None:
    for title in ("Café by the sea", "My sister"):
        body = {"id": str(uuid4()), "title": title, "conversation": []}
        learner.call("POST", f"/conversations/{learner.uid}", body)
    signed_in.reload()
    signed_in.get_by_role("searchbox", name="Search talks").fill("cafe")
    expect(signed_in.get_by_role("link", name="My sister")).to_be_hidden()
    expect(signed_in.get_by_role("link", name="Café by the sea")).to_be_visible()


@pytest.mark.look("en", "dark", "phone")
def test_on_a_phone_the_list_is_a_drawer_and_nothing_is_wider_than_the_screen(signed_in: Page) -> None:
    say(signed_in, MISTAKES)
    assert sideways(signed_in) == []
    signed_in.get_by_role("button", name="Show your talks").click()
    drawer = signed_in.get_by_role("dialog", name="Your talks")
    expect(drawer.get_by_role("link")).to_have_count(1)
    drawer.get_by_role("button", name="New talk").click()
    expect(drawer).to_be_hidden()
    expect(turns(signed_in)).to_have_count(0)
