"""Progress: what the service counted, in words and lines that say how much they rest on."""

import re

import pytest
from playwright.sync_api import Page, expect

from support.browser import Look
from support.learner import Learner


@pytest.fixture
def progress(browse, practised: Learner) -> Page:
    page = browse(Look(), practised)
    page.goto("/progress")
    return page


def test_a_new_learner_is_led_to_a_first_talk(signed_in: Page) -> None:
    signed_in.goto("/progress")
    expect(signed_in.get_by_role("heading", name="Your progress begins with the first talk")).to_be_visible()
    signed_in.get_by_role("link", name="Find my level").click()
    expect(signed_in).to_have_url(re.compile("/placement$"))


def test_the_level_is_a_range_with_the_number_of_its_sentences(progress: Page, practised: Learner) -> None:
    level = practised.call("GET", "/me/progress")["data"]["level"]
    scale = progress.get_by_role("list", name=re.compile("CEFR"))
    expect(scale).to_be_visible()
    marked = [each.inner_text().split()[0] for each in scale.locator("[aria-current]").all()]
    assert (marked[0], marked[-1]) == (level["low"], level["high"])
    expect(progress.get_by_text(f"It rests on {level['sentences']} sentences")).to_be_visible()


def test_the_sentences_that_the_level_rests_on_can_be_read(progress: Page, practised: Learner) -> None:
    evidence = practised.call("GET", "/me/progress")["data"]["level"]["evidence"]
    progress.get_by_text("Sentences of yours that it rests on").click()
    for each in evidence:
        expect(progress.locator("q").filter(has_text=each["sentence"])).to_be_visible()


def test_the_nine_skills_have_their_last_value(progress: Page, practised: Learner) -> None:
    scores = practised.call("GET", "/me/progress")["data"]["days"][-1]["scores"]
    rows = progress.get_by_role("listitem").filter(has=progress.locator("button[aria-pressed]"))
    expect(rows).to_have_count(9)
    expect(rows.filter(has_text="Grammar").locator("b")).to_have_text(str(round(scores["grammar"])))


def test_a_skill_can_be_read_as_a_table(progress: Page) -> None:
    progress.get_by_role("button", name="Grammar").click()
    expect(progress.get_by_role("heading", name="Grammar")).to_be_visible()
    progress.get_by_role("button", name="Show as a table").click()
    expect(progress.get_by_role("columnheader", name="Score")).to_be_visible()


def test_a_few_turns_say_that_it_is_too_early(progress: Page) -> None:
    expect(progress.get_by_text("too early to tell").first).to_be_attached()


def test_mistakes_are_counted_by_kind(progress: Page, practised: Learner) -> None:
    most = practised.call("GET", "/me/progress")["data"]["mistakes"][0]
    first = (
        progress.get_by_role("region")
        .or_(progress.locator("section"))
        .filter(has=progress.get_by_role("heading", name="Mistakes"))
    )
    expect(first.get_by_role("listitem").first).to_contain_text(f"{most['count']} time")


def test_the_days_can_be_chosen(progress: Page) -> None:
    with progress.expect_response(lambda answer: "days=7&" in answer.url):
        progress.get_by_role("radio", name="7 days").check()


@pytest.mark.look("id", "dark", "phone")
def test_indonesian_has_every_word_of_it(browse, practised: Learner, look: Look) -> None:
    page = browse(look, practised)
    page.goto("/progress")
    expect(page.get_by_role("heading", name="Tingkatmu")).to_be_visible()
    expect(page.get_by_role("button", name="Tata bahasa")).to_be_visible()
