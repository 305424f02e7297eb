"""How quick is the learner's page? Read from Chromium's own trace, on a local fleet.

    make bench ARGS=web        about five minutes

A learner with a talk of 300 turns opens the page, reads a reply of 100 words a second and types meanwhile, then has a talk of 200 turns.
While the reply comes, a dot in a corner moves with every frame that the screen could show: a frame that the page is late for is missed.
Needs the built client (`make bench` sees to it) and a Chromium.
"""

import gzip
import json
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext, Page

from bench import trace

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from support.browser import Look, chromium, settle, sign_in
from support.learner import Learner
from support.local_fleet import LocalFleet
from support.reciting import ASK, reciting_fleet

BUILT = Path(__file__).parent.parent / "src" / "tutorfleet" / "service" / "web"
SENTENCES = (
    "Yesterday I go to the beach with my friend and we was very happy.",
    "My sister have two childs and they likes chocolate.",
    "I am living in Bandung since five years and I work in a hotel.",
    "She drinks tea every morning.",
    "Last week we visit my grandmother, she cook delicious soup.",
)
HISTORY = 300
TURNS = 200
LOADS = 5
LOOKED_AT_MS = 4_000
WORDS_A_SECOND = 100
STEPS = 4
"""how often memory is looked at over the turns"""
TYPED = "This is what I type while the tutor is still talking, because I have just had an idea about it. "
BOTH_MODELS = (
    ('chat = "recite"', 'chat = "orca-mini"'),
    ('models = ["recite"]', 'models = ["orca-mini", "recite"]'),
    ("requests_per_minute = 600 ", "requests_per_minute = 60000 "),
)
COMPOSER = "#composer textarea"
DOT = """() => {
  const dot = document.createElement('div')
  dot.style = 'position: fixed; top: 0; left: 0; width: 2px; height: 2px; background: currentColor'
  document.body.append(dot)
  let frame = 0
  const next = () => { dot.style.transform = `translateX(${frame++ % 9}px)`; requestAnimationFrame(next) }
  next()
}"""
"""without something that moves, a frame is drawn only when the page changed"""


def main() -> None:
    with reciting_fleet(WORDS_A_SECOND, changes=BOTH_MODELS) as fleet, chromium() as browser:
        learner, talk = practised(fleet)
        print("| what | promise | measured |\n|---|---|---|")
        weight(browser, fleet, learner)
        first_paints(browser, fleet, learner, talk)
        while_streaming(browser, fleet, learner, talk)
        memory(browser, fleet, learner)


def practised(fleet: LocalFleet) -> tuple[Learner, str]:
    """A learner and their long talk."""
    learner, talk = Learner(fleet.url), str(uuid4())
    for text in islice(cycle(SENTENCES), HISTORY):
        learner.turn(text, talk)
    return learner, talk


@contextmanager
def window(browser: Browser, fleet: LocalFleet, learner: Learner, **settings: Any) -> Iterator[BrowserContext]:
    """A context of its own, nothing in its cache; `settings` are what the learner chose on this device."""
    context = browser.new_context(**Look().options(fleet.url))
    kept = json.dumps(json.dumps(settings))
    context.add_init_script(
        f"localStorage.getItem('tutorfleet.settings') ?? localStorage.setItem('tutorfleet.settings', {kept})"
    )
    sign_in(context, learner)
    yield context
    context.close()


def show(what: str, promise: str, measured: str) -> None:
    print(f"| {what} | {promise} | {measured} |", flush=True)


def weight(browser: Browser, fleet: LocalFleet, learner: Learner) -> None:
    """The scripts that the talk page loads before it stands."""
    with window(browser, fleet, learner) as context:
        page = context.new_page()
        page.goto("/talk")
        settle(page)
        names = page.evaluate(
            "() => performance.getEntriesByType('resource').map((each) => new URL(each.name).pathname)"
        )
    scripts = [BUILT / name.lstrip("/") for name in names if name.endswith(".js")]
    size = sum(len(gzip.compress(script.read_bytes(), 9)) for script in scripts)
    show(f"JavaScript of the first page, gzip ({len(scripts)} files)", "200 kB", f"{size / 1000:.0f} kB")


def first_paints(browser: Browser, fleet: LocalFleet, learner: Learner, talk: str) -> None:
    for what, path in (("a new talk", "/talk"), (f"a talk of {HISTORY} turns", f"/talk/{talk}")):
        times = [first_paint(browser, fleet, learner, path) for _ in range(LOADS)]
        shown = f"{statistics.median(times):.0f} ms, {min(times):.0f} to {max(times):.0f} of {LOADS}"
        show(f"largest paint of {what}, nothing cached", "1000 ms", shown)


def first_paint(browser: Browser, fleet: LocalFleet, learner: Learner, path: str) -> float:
    with window(browser, fleet, learner) as context:
        page = context.new_page()
        page.goto("/config.json")  # its process is there, so the trace has its beginning; nothing of the page is loaded
        browser.start_tracing(page=page, categories=list(trace.CATEGORIES))
        page.goto(path, wait_until="commit")
        page.wait_for_timeout(LOOKED_AT_MS)  # whoever asked the page meanwhile would run a script of their own in it
        return trace.largest_paint(traced(browser))


def traced(browser: Browser) -> list[trace.Event]:
    found: list[trace.Event] = json.loads(browser.stop_tracing())["traceEvents"]
    return found


def while_streaming(browser: Browser, fleet: LocalFleet, learner: Learner, talk: str) -> None:
    """Type while a reply comes at the end of the long talk."""
    with window(browser, fleet, learner, model="recite") as context:
        page = context.new_page()
        page.goto(f"/talk/{talk}")
        settle(page)
        events = stream(browser, page)
        ended(page)
    drawn, keys = trace.frames(events, "begin", "end"), trace.interactions(events)
    seconds = trace.per_second(drawn)
    during = f"while {WORDS_A_SECOND} words a second come in a talk of {HISTORY} turns"
    shown = f"{statistics.mean(seconds):.0f}, {min(seconds)} in the worst of {len(seconds)} s; longest gap {trace.gaps(drawn)[-1]:.0f} ms"
    show(f"frames a second {during}", "60", shown)
    shown = f"median {statistics.median(keys):.0f} ms, 98 % within {keys[int(len(keys) * 0.98)]:.0f} ms, of {len(keys)} keys"
    show(f"key to paint {during}", "100 ms", shown)


def stream(browser: Browser, page: Page) -> list[trace.Event]:
    """The trace of what happens from the first words on, as long as it takes to type a sentence."""
    page.locator(COMPOSER).fill(ASK)
    page.keyboard.press("Enter")
    page.get_by_text("Every autumn").last.wait_for()
    browser.start_tracing(page=page, categories=list(trace.CATEGORIES))
    page.evaluate(DOT)
    page.evaluate("() => performance.mark('begin')")
    page.keyboard.type(TYPED[:90], delay=35)
    page.evaluate("() => performance.mark('end')")
    return traced(browser)


def ended(page: Page) -> None:
    """Wait until the last reply is whole."""
    page.locator("[data-turn]").last.get_by_role("button", name="Details of this turn").wait_for(timeout=60_000)


def memory(browser: Browser, fleet: LocalFleet, learner: Learner) -> None:
    """JavaScript's heap after garbage collection, over a talk of many turns."""
    with window(browser, fleet, learner) as context:
        page = context.new_page()
        page.goto("/talk")
        settle(page)
        heap = context.new_cdp_session(page)
        sizes = [used(heap)]
        for number, text in enumerate(islice(cycle(SENTENCES), TURNS), 1):
            say(page, text)
            if number % (TURNS // STEPS) == 0:
                sizes.append(used(heap))
    every = TURNS // STEPS
    show(f"heap after every {every} of {TURNS} turns", "flat", ", ".join(f"{size / 1e6:.1f}" for size in sizes) + " MB")


def say(page: Page, text: str) -> None:
    shown = page.locator("[data-turn]")
    before = shown.last.get_attribute("data-turn") if shown.count() else ""
    page.locator(COMPOSER).fill(text)
    page.keyboard.press("Enter")
    page.locator(f'[data-turn]:not([data-turn="{before}"])[data-last]').wait_for()
    ended(page)


def used(session: Any) -> float:
    """Bytes of the heap that are reachable."""
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"])


if __name__ == "__main__":
    main()
