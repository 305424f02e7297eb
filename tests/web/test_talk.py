"""The talk page in a real browser on the real fleet: talking, what is refused, another reply, and changing what was said."""

from playwright.sync_api import Page, expect

from support.browser import sideways
from support.learner import Learner
from support.talking import composer, say, send, turns


def test_a_message_is_answered_and_gets_an_address(signed_in: Page, learner: Learner) -> None:
    turn = say(signed_in, "I like to cook rice with my mother.")
    reply = turn.locator("[data-english]").inner_text()
    signed_in.wait_for_url("**/talk/*")
    assert learner.talks() == [["I like to cook rice with my mother.", reply]]


def test_a_talk_is_there_again_after_a_reload(signed_in: Page) -> None:
    text = say(signed_in, "I like to cook rice with my mother.").inner_text()
    signed_in.reload()
    expect(turns(signed_in)).to_have_text([text], use_inner_text=True)


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
    assert [len(each) for each in learner.talks()] == [2]


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
    assert [each[0::2] for each in learner.talks()] == [["I like coffee."]]


def test_what_was_being_written_is_there_again_when_a_change_is_given_up(signed_in: Page) -> None:
    turn = say(signed_in, "I like tea.")
    composer(signed_in).fill("Half a sent")
    turn.get_by_role("button", name="Change and send again").click()
    expect(composer(signed_in)).to_have_value("I like tea.")
    signed_in.get_by_role("button", name="Do not change it").click()
    expect(composer(signed_in)).to_have_value("Half a sent")


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


def test_a_message_that_is_sent_while_a_reply_comes_waits_its_turn(signed_in: Page) -> None:
    send(signed_in, "I like coffee.")
    send(signed_in, "I like tea too.")
    expect(turns(signed_in).last.get_by_role("button", name="Details of this turn")).to_be_visible(timeout=60_000)
    expect(turns(signed_in)).to_have_count(2)
