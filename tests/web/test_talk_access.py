"""The talk page without a mouse and without eyes: keys, names, and what a screen reader is told."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.browser import Look, accessibility
from support.learner import Learner
from support.talking import MISTAKES, composer, corrections, say, turns


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
