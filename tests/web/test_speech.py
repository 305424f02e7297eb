"""Speaking and listening in a real browser. The browser's own speech is a scripted stand-in: what it would hear, and what it is
told to say. Everything of ours is real."""

import pytest
from playwright.sync_api import Page, expect

from support.browser import sign_in
from support.learner import Learner
from support.talking import composer, say

EARS = """
globalThis.webkitSpeechRecognition = class {
  start() { globalThis.ears = this; this.results = [] }
  stop() { this.onend() }
  abort() { this.onend() }
}
globalThis.hear = (text, final) => {
  const result = Object.assign([{ transcript: text }], { isFinal: final })
  ears.results = [...ears.results.filter((each) => each.isFinal), result]
  ears.onresult({ results: ears.results })
}
globalThis.deafen = (error) => { ears.onerror({ error }); ears.onend() }
delete globalThis.SpeechRecognition
"""
MOUTH = """
globalThis.said = []
const voices = [{ voiceURI: 'anna', name: 'Anna', lang: 'en-GB', localService: true, default: false }]
const mouth = Object.assign(new EventTarget(), {
  getVoices: () => (globalThis.mute ? [] : voices),
  speak(utterance) { said.push(utterance); globalThis.spoken = utterance },
  cancel() {},
})
Object.defineProperty(globalThis, 'speechSynthesis', { value: mouth })
globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
"""


@pytest.fixture
def ears(page: Page, learner: Learner) -> Page:
    """A learner's page whose browser can listen, and who has agreed to that."""
    return opened(page, learner, EARS, "localStorage.setItem('tutorfleet.listening', 'true')")


@pytest.fixture
def mouth(page: Page, learner: Learner) -> Page:
    return opened(page, learner, MOUTH)


def opened(page: Page, learner: Learner, *scripts: str) -> Page:
    sign_in(page.context, learner)
    for script in scripts:
        page.add_init_script(script)
    page.goto("/talk")
    expect(composer(page)).to_be_visible()
    return page


def texts(page: Page) -> list[str]:
    return page.evaluate("said.map((each) => each.text)")


def test_what_is_heard_stands_in_the_composer_to_be_changed(ears: Page) -> None:
    ears.get_by_role("button", name="Speak", exact=True).click()
    ears.evaluate("hear('yesterday I', false)")
    expect(composer(ears)).to_have_value("Yesterday I")
    ears.evaluate("hear('yesterday I went home', true)")
    ears.get_by_role("button", name="Stop listening").click()
    expect(ears.get_by_role("button", name="Speak", exact=True)).to_be_visible()
    composer(ears).press("End")
    composer(ears).type(" early.")
    expect(composer(ears)).to_have_value("Yesterday I went home early.")


def test_holding_the_button_listens_until_it_is_let_go(ears: Page) -> None:
    ears.clock.install()
    ears.get_by_role("button", name="Speak", exact=True).hover()
    ears.mouse.down()
    expect(ears.get_by_role("button", name="Stop listening")).to_be_visible()
    ears.evaluate("hear('good morning', true)")
    ears.clock.run_for(1_000)
    ears.mouse.up()
    expect(ears.get_by_role("button", name="Speak", exact=True)).to_be_visible()
    expect(composer(ears)).to_have_value("Good morning")


def test_the_keyboard_begins_and_ends_it(ears: Page) -> None:
    ears.get_by_role("button", name="Speak", exact=True).press("Enter")
    ears.evaluate("hear('hello', true)")
    ears.get_by_role("button", name="Stop listening").press("Enter")
    expect(composer(ears)).to_have_value("Hello")


def test_a_microphone_that_is_not_allowed_is_explained_and_the_text_stays(ears: Page) -> None:
    composer(ears).fill("I am here.")
    ears.get_by_role("button", name="Speak", exact=True).click()
    ears.evaluate("deafen('not-allowed')")
    expect(ears.get_by_text("The browser may not use the microphone.")).to_be_visible()
    expect(composer(ears)).to_have_value("I am here.")


def test_who_speaks_first_is_told_where_the_sound_goes(page: Page, learner: Learner) -> None:
    opened(page, learner, EARS)
    page.get_by_role("button", name="Speak", exact=True).click()
    dialog = page.get_by_role("dialog", name="Speak instead of typing")
    expect(dialog).to_contain_text("This fleet never gets the sound.")
    dialog.get_by_role("button", name="Understood, listen").click()
    expect(page.get_by_role("button", name="Stop listening")).to_be_visible()


def test_a_browser_without_speech_explains_itself(page: Page, learner: Learner) -> None:
    opened(page, learner, "delete globalThis.webkitSpeechRecognition; delete globalThis.SpeechRecognition")
    page.get_by_role("button", name="Speak", exact=True).click()
    expect(page.get_by_text("This browser cannot turn speech into text.")).to_be_visible()


def test_a_reply_is_read_sentence_by_sentence_and_the_one_that_is_read_is_marked(mouth: Page) -> None:
    turn = say(mouth, "I like to cook rice with my mother.")
    turn.get_by_role("button", name="Read aloud").click()
    expect(turn.get_by_role("button", name="Stop reading aloud")).to_be_visible()
    first = texts(mouth)[0]
    marked = mouth.evaluate("[...CSS.highlights.get('reading')].map(String)")
    assert marked[0].rstrip(".!?") == first.rstrip(".!?")
    while mouth.get_by_role("button", name="Stop reading aloud").is_visible():
        mouth.evaluate("spoken.onend()")
    reply = turn.locator("[data-english]").inner_text()
    assert " ".join(texts(mouth)).split() == reply.split()


def test_reading_ends_when_it_is_pressed_again(mouth: Page) -> None:
    turn = say(mouth, "I like to cook rice with my mother.")
    turn.get_by_role("button", name="Read aloud").click()
    turn.get_by_role("button", name="Stop reading aloud").click()
    mouth.evaluate("spoken.onend()")
    assert len(texts(mouth)) == 1


def test_a_key_reads_the_last_reply(mouth: Page) -> None:
    say(mouth, "I like to cook rice with my mother.")
    last = say(mouth, "My sister likes fish.").locator("[data-english]").inner_text()
    mouth.keyboard.press("Alt+r")
    mouth.wait_for_function("() => said.length > 0")
    assert last.startswith(texts(mouth)[0].strip())


def test_replies_are_read_as_they_come_in_the_chosen_voice_and_rate(page: Page, learner: Learner) -> None:
    chosen = (
        "localStorage.setItem('tutorfleet.settings', JSON.stringify({ readAloud: true, voice: 'anna', rate: 0.8 }))"
    )
    opened(page, learner, MOUTH, chosen)
    say(page, "I like to cook rice with my mother.")
    page.wait_for_function("() => said.length > 0")
    assert page.evaluate("[spoken.voice.name, spoken.rate, spoken.lang]") == ["Anna", 0.8, "en-GB"]


def test_without_an_english_voice_it_is_said_what_is_missing(page: Page, learner: Learner) -> None:
    opened(page, learner, MOUTH, "globalThis.mute = true")
    turn = say(page, "I like to cook rice.")
    turn.get_by_role("button", name="Read aloud").click()
    expect(page.get_by_text("This device has no English voice.")).to_be_visible()


def test_the_voice_is_chosen_on_the_account_page(mouth: Page) -> None:
    mouth.goto("/account")
    mouth.get_by_label("Voice", exact=True).select_option("Anna")
    mouth.get_by_role("switch", name="Read replies aloud as they come").check()
    mouth.get_by_role("button", name="Listen to a sentence").click()
    assert mouth.evaluate("spoken.voice.name") == "Anna"
    kept = mouth.evaluate("JSON.parse(localStorage.getItem('tutorfleet.settings'))")
    assert (kept["voice"], kept["readAloud"]) == ("anna", True)
