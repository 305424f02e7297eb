"""A real browser that speaks the reference client's contract, from another origin, against the whole fleet in both regions."""

import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, sync_playwright

from support.learner import Learner
from support.local_fleet import LocalFleet

CLIENT = Path(__file__).with_name("reference_client.js").read_text("utf-8")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
REGIONS = ["us-east-1", "us-west-2"]
SYSTEM = (
    "You are Sofya, an English tutor. Talk about everyday life, keep it short, don't correct errors. The user's name is Sari."
    * 12
)
GREETING = "Hello Sari! I am Sofya. What would you like to talk about today?"
STATS = (
    "Rate the user's English in this conversation.\n\nuser: Yesterday I went to the beach with my friends and we had fun.\n\n"
    "Use these categories: Written Fluency, Vocabulary, Grammar, Comprehension, Coherence, Digital Etiquette, Responsiveness, Clarity, "
    "Overall Communication. Respond with a JSON object containing only the scores"
)
SKILLS = [
    "written_fluency", "vocabulary", "grammar", "comprehension", "coherence", "digital_etiquette", "responsiveness", "clarity",
    "overall_communication",
]  # fmt: skip


class Page_(http.server.BaseHTTPRequestHandler):  # noqa: N801
    """An empty page of another origin."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>client</title>")

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page of another origin with the client's script in it."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page_)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    program = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.evaluate(CLIENT)
        yield page
        browser.close()
    server.shutdown()
    server.server_close()


@pytest.fixture
def client(page: Page, fleet: LocalFleet, learner: Learner) -> Any:
    """Calls one of the client's functions."""

    def call(name: str, *arguments: Any) -> Any:
        script = "([base, token, name, args]) => window.client(base, token)[name](...args)"
        return page.evaluate(script, [fleet.url, learner.tokens["IdToken"], name, list(arguments)])

    return call


def test_its_check_page_is_green(client: Any, learner: Learner) -> None:
    assert client("check", learner.uid) == [True] * 9


def test_the_check_page_of_a_second_learner_is_green_too(
    client: Any, learner: Learner, fleet: LocalFleet, page: Page
) -> None:
    client("check", learner.uid)
    other = Learner(fleet.url)
    script = "([base, token, uid]) => window.client(base, token).check(uid)"
    assert page.evaluate(script, [fleet.url, other.tokens["IdToken"], other.uid]) == [True] * 9


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("model", ["orca-mini", "llama2", "llama3"])
def test_chat_answers_and_no_line_is_split(client: Any, region: str, model: str) -> None:
    messages = [
        {"role": "system", "content": SYSTEM}, {"role": "assistant", "content": GREETING}, {"role": "user", "content": "I like coffee."},
    ]  # fmt: skip
    answer = client("chat", region, model, messages)
    assert (answer["status"], answer["dropped"], answer["done"]) == (200, 0, True)
    assert len(answer["text"].split()) >= 4


@pytest.mark.parametrize("region", REGIONS)
def test_regenerate_with_only_the_system_message_is_answered(client: Any, region: str) -> None:
    answer = client("chat", region, "orca-mini", [{"role": "system", "content": SYSTEM}])
    assert (answer["status"], answer["dropped"]) == (200, 0)
    assert answer["text"]


@pytest.mark.parametrize("region", REGIONS)
def test_the_scores_are_nine_flat_numbers_with_overall_last(client: Any, region: str) -> None:
    scores = client("stats", region, STATS)
    assert [name.lower().replace(" ", "_") for name in scores] == SKILLS
    assert all(isinstance(value, int) and 0 <= value <= 100 for value in scores.values())


def test_an_error_can_be_read_by_the_browser(page: Page, fleet: LocalFleet) -> None:
    script = "([base]) => window.client(base, 'no-token').call('GET', '/us-east-1/tags')"
    assert page.evaluate(script, [fleet.url])["status"] == 401


def test_messages_come_back_unchanged_and_newest_first(client: Any, learner: Learner) -> None:
    messages = [
        {
            "id": "2e99jdi",
            "role": "user",
            "content": "Halo \u00e9 \U0001f600 \u0000 x",
            "createdAt": "2026-11-21T01:02:03.004Z",
        }
    ]
    first, second = str(uuid4()), str(uuid4())
    for each in (first, second):
        answer = client(
            "call", "POST", f"/conversations/{learner.uid}", {"id": each, "title": "t", "conversation": messages}
        )
        assert answer["body"] == {"status": "success", "message": "Conversation created successfully"}
    rows = client("call", "GET", f"/conversations/{learner.uid}")["body"]["data"]
    assert [row["id"] for row in rows] == [second, first]
    assert rows[0]["conversation"] == messages


def test_deleting_everything_says_how_many(client: Any, learner: Learner) -> None:
    client("call", "POST", f"/conversations/{learner.uid}", {"id": str(uuid4()), "title": "t", "conversation": []})
    answer = client("call", "DELETE", f"/conversations/{learner.uid}")
    assert answer["body"]["message"] == f"1 conversations deleted successfully for user {learner.uid}"
