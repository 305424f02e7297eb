"""What is wrong in a message, under it: struck out and put right, with reasons in both languages, and the ways to learn from it."""

import pytest
from playwright.sync_api import Page, expect

from support.learner import Learner
from support.talking import MISTAKES, corrections, say


def test_mistakes_are_struck_out_and_what_is_right_inserted(signed_in: Page) -> None:
    shown = corrections(say(signed_in, "Yesterday I go home. My sister like it."))
    assert shown.locator("del").all_inner_texts() == ["go", "like"]
    assert shown.locator("ins").all_inner_texts() == ["went", "likes"]


def test_a_screen_reader_hears_each_change_as_a_phrase(signed_in: Page) -> None:
    shown = corrections(say(signed_in, "Yesterday I go home."))
    heard = shown.locator("p").first.aria_snapshot()
    assert "Yesterday I replace “go” with “went” home." in heard


def test_an_emoji_before_a_mistake_does_not_shift_it(signed_in: Page) -> None:
    shown = corrections(say(signed_in, "😀😀 Yesterday I go home."))
    assert shown.locator("del").all_inner_texts() == ["go"]


def test_reasons_and_kinds_are_in_english(signed_in: Page) -> None:
    shown = corrections(say(signed_in, "Yesterday I go home."))
    expect(shown.get_by_text("Tense", exact=True)).to_be_visible()
    expect(shown).to_contain_text("The sentence names a time in the past, so the verb is in the past: went.")


@pytest.mark.look("id", "light", "desktop")
def test_reasons_and_kinds_are_in_indonesian(signed_in: Page) -> None:
    turn = say(signed_in, "Yesterday I go home.", "id")
    expect(turn).to_contain_text("Kalimat ini menyebut waktu lampau, jadi kata kerjanya bentuk lampau: went.")
    expect(turn.get_by_role("button", name="Mengapa?")).to_be_visible()


def test_the_language_of_explanations_is_not_that_of_the_page(signed_in: Page) -> None:
    shown = corrections(say(signed_in, "Yesterday I go home."))
    signed_in.get_by_role("button", name="Settings").click()
    signed_in.get_by_role("group", name="Language of explanations").get_by_role(
        "radio", name="Bahasa Indonesia"
    ).check()
    signed_in.keyboard.press("Escape")
    expect(shown).to_contain_text("Kalimat ini menyebut waktu lampau")
    expect(shown.get_by_role("button", name="Say it again")).to_be_visible()


def test_why_explains_the_rule_with_examples(signed_in: Page) -> None:
    corrections(say(signed_in, "Yesterday I go home.")).get_by_role("button", name="Why?").click()
    dialog = signed_in.get_by_role("dialog", name="Why this change?")
    expect(dialog.get_by_role("heading", name="Examples")).to_be_visible()
    expect(dialog.get_by_role("listitem").first.get_by_label("Wrong")).to_be_visible()
    signed_in.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_three_corrections_are_shown_and_all_of_them_on_request(signed_in: Page) -> None:
    shown = corrections(say(signed_in, MISTAKES))
    expect(shown.get_by_role("listitem")).to_have_count(3)
    shown.get_by_role("button", name="Show all").click()
    expect(shown.get_by_role("listitem")).to_have_count(6)
    assert shown.locator("del").all_inner_texts() == ["go", "is", "don't", "likes", "go", "am agree"]
    shown.get_by_role("button", name="Show the three most useful").click()
    expect(shown.get_by_role("listitem")).to_have_count(3)


def test_say_it_again_tells_what_is_left_and_then_that_it_is_right(signed_in: Page) -> None:
    shown = corrections(say(signed_in, "Yesterday I go home and she like it."))
    shown.get_by_role("button", name="Say it again").click()
    box = shown.get_by_role("textbox", name="Write the sentence once more")
    expect(box).to_be_focused()
    box.fill("Yesterday I go home and she liked it.")
    box.press("Enter")
    expect(shown).to_contain_text("Almost. One thing is left:")
    box.fill("Yesterday I went home and she liked it.")
    box.press("Enter")
    expect(shown).to_contain_text("right")


def test_a_mistake_that_was_made_before_says_where(signed_in: Page) -> None:
    say(signed_in, "Yesterday I go home.")
    shown = corrections(say(signed_in, "Last week I go to school."))
    expect(shown).to_contain_text("You wrote this before: Yesterday I go home.")


def test_what_is_right_now_and_was_wrong_before_is_praised(signed_in: Page) -> None:
    say(signed_in, "I live here since two years.")
    turn = say(signed_in, "I have studied English for three years.")
    expect(turn.get_by_text("Well done: “English for three years” is right")).to_be_visible()


def test_nothing_to_correct_is_said_quietly(signed_in: Page) -> None:
    turn = say(signed_in, "I like coffee.")
    expect(turn).to_contain_text("Nothing to correct")
    expect(corrections(turn)).to_have_count(0)


def test_details_show_scores_level_and_where_it_was_made(signed_in: Page) -> None:
    say(signed_in, "Yesterday I go home.").get_by_role("button", name="Details of this turn").click()
    dialog = signed_in.get_by_role("dialog", name="Details")
    expect(dialog.get_by_role("heading", name="Your level")).to_be_visible()
    expect(dialog.locator("dl").first.locator("dt")).to_have_count(9)
    expect(dialog).to_contain_text("us-east-1")


def test_a_memory_that_shaped_the_feedback_can_be_forgotten(signed_in: Page, learner: Learner) -> None:
    say(signed_in, "Yesterday I go home.")
    say(signed_in, "Last week I go to school.").get_by_role("button", name="Details of this turn").click()
    dialog = signed_in.get_by_role("dialog", name="Details")
    before = len(learner.call("GET", "/me/memories")["data"])
    forget = dialog.get_by_role("button", name="Forget")
    expect(forget.first).to_be_visible()
    shown = forget.count()
    forget.first.click()
    expect(forget).to_have_count(shown - 1)
    assert len(learner.call("GET", "/me/memories")["data"]) == before - 1


def test_a_word_of_a_reply_is_saved_with_its_sentence(signed_in: Page, learner: Learner) -> None:
    say(signed_in, "I like to cook rice.").locator("[data-english] p").first.dblclick(position={"x": 8, "y": 12})
    signed_in.get_by_role("button", name="Save “").click()
    expect(signed_in.get_by_text("is in your notebook")).to_be_visible()
    (word,) = learner.call("GET", "/me/words")["data"]
    assert word["word"] in word["sentence"]
