"""The notebook: mistakes, words, what the tutor remembers; what is struck out can come back for a moment, and is gone after it."""

import re

import pytest
from playwright.sync_api import Page, expect

from support.browser import Look
from support.learner import Learner


@pytest.fixture
def taught(learner: Learner) -> Learner:
    """Two mistakes."""
    learner.turn("Yesterday I go to the market.")
    learner.turn("She don't like coffee.")
    return learner


@pytest.fixture
def notebook(browse, taught: Learner) -> Page:
    page = browse(Look(), taught)
    page.goto("/notebook")
    return page


def entries(page: Page):
    return page.get_by_role("tabpanel").get_by_role("listitem")


def test_a_mistake_stands_in_its_sentence_with_the_reason(notebook: Page, taught: Learner) -> None:
    entry = taught.call("GET", "/me/notebook")["data"][0]
    first = entries(notebook).first
    expect(first.locator("del")).to_contain_text(entry["original"])
    expect(first.locator("ins")).to_contain_text(entry["replacement"])
    expect(first).to_contain_text(entry["reason"]["en"])


def test_reasons_come_in_the_language_of_feedback(notebook: Page, taught: Learner) -> None:
    reason = taught.call("GET", "/me/notebook")["data"][0]["reason"]["id"]
    notebook.evaluate("localStorage.setItem('tutorfleet.settings', JSON.stringify({language: 'en', feedback: 'id'}))")
    notebook.reload()
    expect(entries(notebook).first).to_contain_text(reason)


def test_one_kind_can_be_chosen(notebook: Page) -> None:
    expect(entries(notebook)).to_have_count(2)
    notebook.get_by_label("Kind").select_option("tense")
    expect(entries(notebook)).to_have_count(1)


def test_a_mistake_that_is_struck_out_can_be_brought_back(notebook: Page, taught: Learner) -> None:
    notebook.get_by_role("button", name=re.compile("^Strike out")).first.click()
    expect(entries(notebook)).to_have_count(1)
    notebook.get_by_role("button", name="Undo").click()
    expect(entries(notebook)).to_have_count(2)
    assert len(taught.call("GET", "/me/notebook")["data"]) == 2


def test_a_mistake_that_is_struck_out_is_gone_when_the_page_is_left(notebook: Page, taught: Learner) -> None:
    notebook.get_by_role("button", name=re.compile("^Strike out")).first.click()
    with notebook.expect_response(lambda answer: answer.request.method == "DELETE"):
        notebook.evaluate("dispatchEvent(new Event('pagehide'))")
    assert len(taught.call("GET", "/me/notebook")["data"]) == 1


def test_a_word_is_added_explained_and_removed(notebook: Page, learner: Learner) -> None:
    notebook.get_by_role("tab", name="Words").click()
    notebook.get_by_label("Word or phrase").fill("outgoing")
    notebook.get_by_label("Its sentence").fill("My sister is outgoing.")
    notebook.get_by_role("button", name="Add").click()
    expect(entries(notebook)).to_contain_text(["outgoing"])
    notebook.get_by_role("button", name='Change the meaning of "outgoing"').click()
    notebook.get_by_role("dialog").get_by_label("Meaning").fill("mudah bergaul")
    notebook.get_by_role("button", name="Save").click()
    expect(entries(notebook)).to_contain_text(["mudah bergaul"])
    notebook.get_by_role("button", name='Remove "outgoing"').click()
    expect(entries(notebook)).to_have_count(0)


def test_the_tab_is_part_of_the_address(notebook: Page) -> None:
    notebook.get_by_role("tab", name="Tutor’s memory").click()
    expect(notebook).to_have_url(re.compile(r"tab=memories"))
    notebook.reload()
    expect(notebook.get_by_role("tab", name="Tutor’s memory")).to_have_attribute("aria-selected", "true")


def test_what_is_forgotten_is_remembered_no_more(notebook: Page, taught: Learner) -> None:
    before = len(taught.call("GET", "/me/memories")["data"])
    notebook.goto("/notebook?tab=memories")
    notebook.get_by_role("button", name=re.compile("^Forget")).first.click()
    with notebook.expect_response(lambda answer: answer.request.method == "DELETE"):
        notebook.evaluate("dispatchEvent(new Event('pagehide'))")
    assert len(taught.call("GET", "/me/memories")["data"]) == before - 1


def test_an_empty_notebook_says_how_it_fills(signed_in: Page) -> None:
    signed_in.goto("/notebook")
    expect(signed_in.get_by_role("heading", name="No mistakes here")).to_be_visible()
