"""A real Chromium for tests and benches: how it looks at a page, what a page must never do, and what is looked at on every page.

    with chromium() as browser:
        context = browser.new_context(**Look("id", "dark", "phone").options(fleet.url))
        faults = Faults(fleet.url)
        faults.watch(context)

It does not know the pages.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from support.learner import PASSWORD, Learner

REPOSITORY = Path(__file__).parents[2]
ARTIFACTS = REPOSITORY / "artifacts" / "web"
AXE = REPOSITORY / "web" / "node_modules" / "axe-core" / "axe.min.js"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
NEW_TALK = r"status of 404 .*/conversations/[^/]+/[0-9a-f-]{36}\)$"
"""what Chromium says of the question whether the next talk has begun in another tab"""


WIDER = """() => {
  const room = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= room) return []
  const wide = (each) => each.getBoundingClientRect().right > room + 1 && !each.closest('nav')
  const out = [...document.querySelectorAll('body *')].filter(wide)
  return out.slice(0, 3).map((each) => each.outerHTML.slice(0, 120)).concat(out.length ? [] : ['something unseen'])
}"""


@dataclass(frozen=True)
class Look:
    """One way of looking at a page."""

    language: Literal["en", "id"] = "en"
    theme: Literal["light", "dark"] = "light"
    device: Literal["desktop", "phone"] = "desktop"

    def __str__(self) -> str:
        return f"{self.language}-{self.theme}-{self.device}"

    def options(self, url: str) -> dict[str, Any]:
        """What Playwright's `new_context` is to be told."""
        phone = self.device == "phone"
        return {
            "base_url": url,
            "locale": {"en": "en-GB", "id": "id-ID"}[self.language],
            "color_scheme": self.theme,
            "viewport": {"width": 360, "height": 740} if phone else {"width": 1280, "height": 800},
            "is_mobile": phone,
            "has_touch": phone,
            "service_workers": "block",
        }


PATIENCE_MS = 20_000
LOOKS = tuple(Look(*each) for each in product(("en", "id"), ("light", "dark"), ("desktop", "phone")))


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """The installed Chromium, else the one of Playwright (scripts/browser.py sees to it that there is one)."""
    program = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, *flags])
        yield browser
        browser.close()


class Faults:
    """What no page may do: an error on the console (a violation of the content-security policy is one), an uncaught exception, a
    request to another host than `url`."""

    def __init__(self, url: str) -> None:
        self.host = urlsplit(url).netloc
        self.seen: list[str] = []
        self.expected = [NEW_TALK]

    def watch(self, context: BrowserContext) -> None:
        """All pages of this context, also those opened later."""
        context.on("console", self.console)
        context.on("weberror", lambda error: self.seen.append(f"uncaught: {error.error}"))
        context.on("request", lambda request: self.request(request.url))

    def console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.seen.append(f"console: {message.text} ({message.location.get('url', '')})")

    def request(self, url: str) -> None:
        address = urlsplit(url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != self.host:
            self.seen.append(f"another host: {url}")

    def expect(self, *patterns: str) -> None:
        """Faults that this test brings about on purpose."""
        self.expected += patterns

    def unexpected(self) -> list[str]:
        return [fault for fault in self.seen if not any(re.search(pattern, fault) for pattern in self.expected)]


def sign_in(context: BrowserContext, learner: Learner) -> None:
    """As the page does it; the browser keeps the cookies."""
    who = {"username": learner.email, "password": PASSWORD}
    answer = context.request.post("/session", data=who, headers={"X-Tutorfleet-Page": "1"})
    assert answer.ok, answer.text()


def settle(page: Page) -> None:
    """Wait until the page has its heading and its fonts, and says no more that something is being loaded."""
    page.locator("h1").first.wait_for()
    page.wait_for_function("() => document.fonts.status === 'loaded' && !document.querySelector('[class*=waiting]')")


def accessibility(page: Page, *rules: str) -> list[str]:
    """What axe-core finds wrong with the page as it stands, one line a fault; [] if nothing. All of axe's rules, or only these."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = page.evaluate("(options) => axe.run(document, options).then((result) => result.violations)", options)
    return [f"{each['id']}: {node['html'][:160]} ({one_line(node)})" for each in found for node in each["nodes"]]


def one_line(node: Any) -> str:
    return " ".join(str(node.get("failureSummary", "")).split())[:240]


def sideways(page: Page) -> list[str]:
    """What makes the page wider than its window; [] if nothing has to be scrolled sideways."""
    found: list[str] = page.evaluate(WIDER)
    return found


def keep(page: Page, name: str, folder: str = "screens") -> Path:
    """A screenshot of the window under artifacts/web/."""
    path = ARTIFACTS / folder / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, animations="disabled")
    return path
