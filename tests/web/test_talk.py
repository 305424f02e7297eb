"""The talk page in a real browser on the real fleet: talking, what was wrong and why, changing what was said, the list of talks."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from support.browser import Look, accessibility, sideways
from support.learner import Learner
from support.talking import MISTAKES, composer, say, send, turns


def corrections(turn: Locator) -> Locator:
    return turn.get_by_role("group", name="Corrections")


def stored(learner: Learner) -> list[list[str]]:
    """The messages of each conversation as the fleet has them."""
    talks = learner.call("GET", f"/conversations/{learner.uid}")["data"]
    return [[each["content"] for each in talk["conversation"]] for talk in talks]


def test_a_message_is_answered_and_gets_an_address(signed_in: Page, learner: Learner) -> None:
    turn = say(signed_in, "I like to cook rice with my mother.")
    reply = turn.locator("[data-english]").inner_text()
    signed_in.wait_for_url("**/talk/*")
    assert stored(learner) == [["I like to cook rice with my mother.", reply]]


def test_a_talk_is_there_again_after_a_reload(signed_in: Page) -> None:
    text = say(signed_in, "I like to cook rice with my mother.").inner_text()
    signed_in.reload()
    expect(turns(signed_in)).to_have_text([text], use_inner_text=True)


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


def test_nothing_to_correct_is_said_quietly(signed_in: Page) -> None:
    turn = say(signed_in, "I like coffee.")
    expect(turn).to_contain_text("Nothing to correct")
    expect(corrections(turn)).to_have_count(0)


def test_html_in_a_message_is_text(signed_in: Page) -> None:
    turn = say(signed_in, 'I like <img src=x onerror="alert(1)"> and <b>coffee</b>.')
    assert '<img src=x onerror="alert(1)">' in turn.inner_text()
    expect(turn.locator("img, b")).to_have_count(0)


def test_an_empty_message_is_not_sent(signed_in: Page) -> None:
    box = composer(signed_in)
    for text in ("", "   ", "\n"):
        box.fill(text)
        box.press("Enter")
    expect(turns(signed_in)).to_have_count(0)
    expect(signed_in.get_by_role("button", name="Send", exact=True)).to_be_disabled()


def test_a_text_that_is_too_long_is_kept_and_says_so(signed_in: Page) -> None:
    box = composer(signed_in)
    box.fill("a" * 8_001)
    expect(signed_in.get_by_text("8001 of 8000 characters")).to_be_visible()
    box.press("Enter")
    assert box.input_value() == "a" * 8_001
    expect(turns(signed_in)).to_have_count(0)


def test_shift_enter_begins_a_new_line(signed_in: Page) -> None:
    box = composer(signed_in)
    box.press_sequentially("One")
    box.press("Shift+Enter")
    box.press_sequentially("two")
    assert box.input_value() == "One\ntwo"


def test_a_long_word_does_not_widen_the_page(signed_in: Page) -> None:
    say(signed_in, "w" * 200)
    assert sideways(signed_in) == []


def test_another_reply_takes_the_place_of_the_first(signed_in: Page, learner: Learner) -> None:
    say(signed_in, "I like coffee.")
    first = turns(signed_in).get_attribute("data-turn")
    turns(signed_in).get_by_role("button", name="Ask for another reply").click()
    expect(turns(signed_in)).not_to_have_attribute("data-turn", first or "")
    expect(turns(signed_in).get_by_role("button", name="Details of this turn")).to_be_visible()
    expect(turns(signed_in)).to_have_count(1)
    assert [len(each) for each in stored(learner)] == [2]


def test_a_changed_message_takes_the_place_of_it_and_all_after_it(signed_in: Page, learner: Learner) -> None:
    say(signed_in, "I like tea.")
    say(signed_in, "I have a cat.")
    first = turns(signed_in).first
    first.hover()
    first.get_by_role("button", name="Change and send again").click()
    expect(signed_in.get_by_text("The message after it goes when you send.")).to_be_visible()
    composer(signed_in).fill("I like coffee.")
    composer(signed_in).press("Enter")
    expect(turns(signed_in)).to_have_count(1)
    expect(turns(signed_in).get_by_role("button", name="Details of this turn")).to_be_visible()
    assert [each[0::2] for each in stored(learner)] == [["I like coffee."]]


def test_what_was_being_written_is_there_again_when_a_change_is_given_up(signed_in: Page) -> None:
    turn = say(signed_in, "I like tea.")
    composer(signed_in).fill("Half a sent")
    turn.get_by_role("button", name="Change and send again").click()
    expect(composer(signed_in)).to_have_value("I like tea.")
    signed_in.get_by_role("button", name="Do not change it").click()
    expect(composer(signed_in)).to_have_value("Half a sent")


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
    shown = forget.count()
    assert shown
    forget.first.click()
    expect(forget).to_have_count(shown - 1)
    assert len(learner.call("GET", "/me/memories")["data"]) == before - 1


def test_a_beginning_is_finished_by_the_learner(signed_in: Page) -> None:
    signed_in.get_by_role("button", name="My favourite food is").click()
    expect(composer(signed_in)).to_be_focused()
    expect(composer(signed_in)).to_have_value("My favourite food is ")
    expect(turns(signed_in)).to_have_count(0)


def test_a_beginning_does_not_take_the_place_of_what_was_typed(signed_in: Page) -> None:
    composer(signed_in).fill("Half a sent")
    signed_in.get_by_role("button", name="My favourite food is").click()
    expect(composer(signed_in)).to_be_focused()
    expect(composer(signed_in)).to_have_value("Half a sent")


def test_a_change_that_was_being_made_is_there_after_a_reload(signed_in: Page) -> None:
    say(signed_in, "I like tea.").get_by_role("button", name="Change and send again").click()
    composer(signed_in).fill("I like coffee and")
    signed_in.reload()
    expect(composer(signed_in)).to_have_value("I like coffee and")
    expect(signed_in.get_by_text("You are changing your message.")).to_be_visible()


def test_a_long_message_is_cut_until_it_is_asked_for(signed_in: Page) -> None:
    turn = say(signed_in, "I like to cook rice with my mother. " * 50)
    bubble = turn.locator("[class*=_said_]")
    before = bubble.bounding_box()
    turn.get_by_role("button", name="Show the whole message").click()
    after = bubble.bounding_box()
    assert before
    assert after
    assert after["height"] > 1.5 * before["height"]


def test_what_was_typed_is_there_after_a_reload(signed_in: Page) -> None:
    composer(signed_in).fill("Half a sent")
    signed_in.reload()
    expect(composer(signed_in)).to_have_value("Half a sent")


def test_a_talk_is_renamed(signed_in: Page, learner: Learner) -> None:
    say(signed_in, "I like coffee.")
    signed_in.get_by_role("main").get_by_role("button", name="Actions for").last.click()
    signed_in.get_by_role("menuitem", name="Rename").click()
    box = signed_in.get_by_role("textbox", name="Title")
    box.fill("Coffee and I")
    box.press("Enter")
    expect(signed_in.get_by_role("heading", level=1)).to_have_text("Coffee and I")
    expect(signed_in.get_by_role("link", name="Coffee and I")).to_be_visible()
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
    assert len(stored(learner)) == 1


def test_a_deleted_talk_is_gone_when_the_way_back_is(signed_in: Page, learner: Learner) -> None:
    say(signed_in, "I like coffee.")
    delete(signed_in)
    expect(signed_in.get_by_text("Talk deleted")).to_be_visible()
    expect(signed_in.get_by_text("Talk deleted")).to_be_hidden()
    expect(signed_in.get_by_text("Your talks will be listed here.")).to_be_visible()
    assert stored(learner) == []


def test_talks_are_found_by_their_title(signed_in: Page, learner: Learner) -> None:
    for title in ("Café by the sea", "My sister"):
        body = {"id": str(uuid4()), "title": title, "conversation": []}
        learner.call("POST", f"/conversations/{learner.uid}", body)
    signed_in.reload()
    signed_in.get_by_role("searchbox", name="Search talks").fill("cafe")
    expect(signed_in.get_by_role("link", name="My sister")).to_be_hidden()
    expect(signed_in.get_by_role("link", name="Café by the sea")).to_be_visible()


def test_a_talk_is_had_with_the_keyboard_alone(signed_in: Page) -> None:
    keys = signed_in.keyboard
    signed_in.get_by_role("heading", level=1).wait_for()
    keys.press("w")
    expect(composer(signed_in)).to_be_focused()
    keys.type("Yesterday I go home.")
    keys.press("Enter")
    expect(turns(signed_in).get_by_role("button", name="Details of this turn")).to_be_visible()
    keys.press("Alt+c")
    expect(corrections(turns(signed_in))).to_be_focused()
    keys.press("Tab")
    expect(turns(signed_in).get_by_role("button", name="Why?")).to_be_focused()
    keys.press("w")
    keys.press("ArrowUp")
    expect(composer(signed_in)).to_have_value("Yesterday I go home.")
    keys.press("Escape")
    expect(composer(signed_in)).to_have_value("")


def test_the_list_of_shortcuts_opens_and_their_letters_can_be_switched_off(signed_in: Page) -> None:
    keys = signed_in.keyboard
    signed_in.get_by_role("heading", level=1).wait_for()
    keys.press("?")
    signed_in.get_by_role("dialog", name="Keyboard shortcuts").get_by_role("button", name="Close").click()
    signed_in.get_by_role("button", name="Settings").click()
    signed_in.get_by_role("button", name="Keyboard shortcuts").click()
    dialog = signed_in.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    dialog.get_by_role("switch", name="Shortcuts of one letter").click()
    keys.press("Escape")
    expect(dialog).to_be_hidden()
    keys.press("w")
    expect(composer(signed_in)).not_to_be_focused()


def test_letters_lead_to_other_pages_but_not_while_somebody_writes(signed_in: Page) -> None:
    composer(signed_in).press_sequentially("gp n ?")
    assert composer(signed_in).input_value() == "gp n ?"
    signed_in.get_by_role("heading", level=1).click()
    signed_in.keyboard.press("g")
    signed_in.keyboard.press("p")
    signed_in.wait_for_url("**/progress")


def test_every_part_of_a_talk_has_a_name(signed_in: Page) -> None:
    say(signed_in, "Yesterday I go home.")
    heard = signed_in.get_by_role("main").aria_snapshot()
    for part in (
        'complementary "Your talks"', 'heading "You" [level=2]', 'group "Corrections"', 'heading "Tutor" [level=2]',
        'button "Why? go → went"', 'textbox "Write in English…"', 'region "Messages"',
    ):  # fmt: skip
        assert part in heard


def test_corrections_are_announced_to_screen_readers(signed_in: Page) -> None:
    say(signed_in, "Yesterday I go home.")
    expect(signed_in.get_by_role("log")).to_contain_text("1 correction. Alt+C leads there.")


def test_a_reply_is_said_to_screen_readers_a_sentence_at_a_time_and_once(signed_in: Page) -> None:
    signed_in.evaluate(
        """() => {
          window.said = []
          new MutationObserver((all) => {
            for (const { target, addedNodes } of all)
              if (target.getAttribute?.('role') === 'log') for (const node of addedNodes) window.said.push(node.textContent)
          }).observe(document.body, { childList: true, subtree: true })
        }"""
    )
    reply = say(signed_in, "I like to cook rice with my mother.").locator("[data-english]").inner_text()
    expect(signed_in.get_by_role("log")).to_contain_text(reply.split()[-1])
    said = signed_in.evaluate("() => window.said")
    assert " ".join(said) == reply
    assert all(each[-1] in ".!?" for each in said)


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


@pytest.mark.parametrize("look", [Look(), Look("id", "dark", "phone")], ids=str)
def test_what_opens_in_a_talk_is_accessible(browse: Callable[..., Page], learner: Learner, look: Look) -> None:
    page = browse(look, learner)
    page.goto("/talk")
    turn = say(page, MISTAKES, look.language)
    words = {"en": ("Show all", "Say it again", "Why?"), "id": ("Tampilkan semua", "Coba tulis lagi", "Mengapa?")}
    for name in words[look.language]:
        turn.get_by_role("button", name=name).first.click()
    page.get_by_role("dialog").get_by_role("listitem").first.wait_for()
    assert accessibility(page) == []


def test_a_message_that_is_sent_while_a_reply_comes_waits_its_turn(signed_in: Page) -> None:
    send(signed_in, "I like coffee.")
    send(signed_in, "I like tea too.")
    expect(turns(signed_in).last.get_by_role("button", name="Details of this turn")).to_be_visible(timeout=60_000)
    expect(turns(signed_in)).to_have_count(2)


def test_a_word_of_a_reply_is_saved_with_its_sentence(signed_in: Page, learner: Learner) -> None:
    say(signed_in, "I like to cook rice.").locator("[data-english] p").first.dblclick(position={"x": 8, "y": 12})
    signed_in.get_by_role("button", name="Save “").click()
    expect(signed_in.get_by_text("is in your notebook")).to_be_visible()
    (word,) = learner.call("GET", "/me/words")["data"]
    assert word["word"] in word["sentence"]
