"""Scenarios in a real browser on the real fleet: choosing one, playing it, its summary; the placement talk."""

import re

import pytest
from playwright.sync_api import Page, expect

from support.browser import Look, accessibility, sideways
from support.learner import Learner
from support.talking import composer, say, send

ANSWERS = (
    "Yes, I have a booking. My name is Sari.",
    "I want stay for two night.",
    "A quiet room with a big window would be lovely.",
    "How much is the breakfast?",
    "Yesterday I call you but nobody answer.",
    "That sounds great, thank you very much.",
    "I have a small suitcase and a bag.",
    "Thank you, good night.",
    "Okay, see you tomorrow.",
    "Thank you very much.",
)


def begin(page: Page, scenario: str, level: str) -> None:
    page.goto(f"/scenarios/{scenario}?level={level}")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile(rf"/talk/.*scenario={scenario}"))


def test_every_scenario_but_the_placement_talk_can_be_chosen(signed_in: Page, learner: Learner) -> None:
    names = {each["title"]["en"] for each in learner.call("GET", "/scenarios")["data"] if each["id"] != "placement"}
    signed_in.goto("/scenarios")
    expect(signed_in.locator("main h2").first).to_be_visible()
    assert set(signed_in.locator("main h2").all_inner_texts()) == names


def test_another_level_shows_another_opening(signed_in: Page, learner: Learner) -> None:
    opening = next(each for each in learner.call("GET", "/scenarios")["data"] if each["id"] == "hotel")["opening"]
    signed_in.goto("/scenarios/hotel")
    expect(signed_in.get_by_role("blockquote")).to_have_text(opening["A2"])
    signed_in.get_by_label("B2", exact=True).check()
    expect(signed_in.get_by_role("blockquote")).to_have_text(opening["B2"])


def test_a_scenario_that_there_is_not_says_so(signed_in: Page) -> None:
    signed_in.goto("/scenarios/nothing")
    signed_in.get_by_role("link", name="All scenarios").click()
    signed_in.wait_for_url("**/scenarios")


def test_a_scene_begins_with_the_tutors_line_and_is_stored_with_its_level(signed_in: Page, learner: Learner) -> None:
    begin(signed_in, "hotel", "A1")
    expect(signed_in.get_by_text("Good evening! Welcome to the Garden Hotel. Do you have a booking?")).to_be_visible()
    say(signed_in, ANSWERS[0])
    expect(signed_in.get_by_text("1 of 8")).to_be_visible()
    (row,) = learner.call("GET", f"/conversations/{learner.uid}?view=summary")["data"]
    assert row["scenario"] == {"id": "hotel", "level": "A1"}
    signed_in.reload()
    expect(signed_in.get_by_text("1 of 8")).to_be_visible()
    expect(signed_in.get_by_text("Do you have a booking?")).to_have_count(1)


def test_a_phrase_is_put_into_the_message(signed_in: Page) -> None:
    begin(signed_in, "hotel", "A1")
    composer(signed_in).fill("Hello!")
    signed_in.get_by_role("button", name="My name is …").click()
    expect(composer(signed_in)).to_have_value("Hello! My name is ")
    expect(composer(signed_in)).to_be_focused()


def test_a_played_scene_ends_with_what_to_learn_from_it(signed_in: Page) -> None:
    begin(signed_in, "hotel", "A2")
    signed_in.get_by_role("button", name="Goals").click()
    signed_in.get_by_label("Check in and give your name").check()
    for answer in ANSWERS:
        say(signed_in, answer)
        if signed_in.get_by_role("link", name="See the summary", exact=True).is_visible():
            break
    signed_in.get_by_role("link", name="See the summary", exact=True).click()
    summary = signed_in.get_by_role("main")
    expect(signed_in.get_by_role("heading", name="How it went")).to_be_visible()
    expect(summary.get_by_text("A quiet room with a big window would be lovely.")).to_be_visible()
    assert summary.locator("ol del").count() == 3
    expect(summary.get_by_text("Check in and give your name")).to_be_visible()
    expect(summary.get_by_role("link", name="Review these corrections for a minute")).to_be_visible()
    assert accessibility(signed_in) == []


def test_a_talk_of_ones_own_has_a_summary_too(signed_in: Page) -> None:
    say(signed_in, "Yesterday I go home. I was very tired because I had worked all day.")
    signed_in.get_by_role("button", name=re.compile("^Actions for")).last.click()
    signed_in.get_by_role("menuitem", name="Summary of this talk").click()
    expect(signed_in.get_by_text("1 of 2 sentences needed no correction.")).to_be_visible()
    signed_in.get_by_role("link", name="Back to the talk").click()
    expect(composer(signed_in)).to_be_visible()


def test_a_summary_that_is_opened_at_once_by_its_address_is_whole(signed_in: Page, learner: Learner) -> None:
    done = learner.turn("Yesterday I go home.")[-1]
    signed_in.goto(f"/talk/{done['conversation']}?summary=1")
    expect(signed_in.locator("main ol ins").first).to_have_text("went")


@pytest.mark.look("id", "dark", "phone")
def test_a_scene_fits_a_phone_in_indonesian(signed_in: Page) -> None:
    signed_in.goto("/scenarios/hotel?level=A2")
    signed_in.get_by_role("button", name="Mulai").click()
    send(signed_in, ANSWERS[0], "id")
    expect(signed_in.get_by_text("1 dari 8")).to_be_visible()
    assert sideways(signed_in) == []
    assert accessibility(signed_in) == []


def test_the_placement_talk_ends_with_a_range_and_where_to_start(browse, learner: Learner) -> None:
    page: Page = browse(Look(), learner)
    page.goto("/placement")
    page.get_by_role("button", name="Begin the talk").click()
    say(page, "My name is Sari and I live in Bandung with my family.")
    page.get_by_role("link", name="End and see the summary").click()
    expect(page.get_by_role("heading", name="Where you are")).to_be_visible()
    expect(page.get_by_role("list", name=re.compile("^Your level now"))).to_be_visible()
    expect(page.get_by_text("Sentences it rests on")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Start here: Small talk at")).click()
    page.wait_for_url("**/scenarios/small-talk?level=*")
