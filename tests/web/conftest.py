"""One real fleet and one real browser for the tests of the web client. They run in one process (`xdist_group`): it is one machine.

    page                          a page of a new browser context, nobody signed in; `page.goto("/talk")`
    signed_in                     the same, a new learner signed in, at /talk
    @pytest.mark.look("id", "dark", "phone")    how these two look: language, theme, device; ("en", "light", "desktop") by default
    browse(Look(…), learner)      more pages of other contexts
    learner, practised            a new learner; one with a history that all tests share and none changes
    faults.expect("pattern")      faults that a test brings about on purpose; any other fails it

What a failed test saw stays in artifacts/web/failed/: a picture of each page, its HTML, and a trace of what was done and fetched for
`playwright show-trace`. WEB_SNAPSHOTS=1 puts the page of every moment into the trace, which makes all tests slower.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support.browser import ARTIFACTS, PATIENCE_MS, Faults, Look, chromium, sign_in
from support.learner import Learner
from support.local_fleet import SOURCE, LocalFleet, many_learners

SNAPSHOTS = os.environ.get("WEB_SNAPSHOTS") == "1"
Browse = Callable[..., Page]
FAILED = pytest.StashKey[bool]()
TALKS = (
    "Yesterday I go to the beach with my friend and we was very happy.",
    "My sister have two childs and they likes chocolate.",
    "I am living in Bandung since five years and I work in a hotel.",
    "She don't like coffee but she drink tea every morning.",
    "Last week we visit my grandmother, she cook delicious soup.",
)


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.system)
            item.add_marker(pytest.mark.xdist_group("web"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalFleet]:
    """The whole default fleet, for many learners."""
    assert (SOURCE / "service" / "web" / "index.html").exists(), "build the client first: python3 scripts/web.py"
    running = LocalFleet("--fleet", str(many_learners(tmp_path_factory.mktemp("web")))).start()
    yield running
    running.stop()
    running.remove()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """It ends with the module: while Playwright's loop lives, no asynchronous test can run in this process."""
    expect.set_options(timeout=PATIENCE_MS)
    with chromium() as running:
        yield running


@pytest.fixture
def learner(fleet: LocalFleet) -> Learner:
    """A new learner of that fleet."""
    return Learner(fleet.url)


@pytest.fixture(scope="session")
def practised(fleet: LocalFleet) -> Learner:
    """A learner who has talked already: mistakes, memories, scores, two conversations. Shared: change nothing of theirs."""
    someone = Learner(fleet.url)
    conversation = None
    for text in TALKS:
        done = someone.turn(text, conversation)[-1]
        conversation = done["conversation"]
    someone.turn("I very like to cook rice in the weekend.")
    return someone


@pytest.fixture
def faults(fleet: LocalFleet) -> Faults:
    """What the pages of this test did wrong."""
    return Faults(fleet.url)


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Look:
    """The look that the test's marker names."""
    marker = request.node.get_closest_marker("look")
    return Look(*marker.args) if marker else Look()


@pytest.fixture
def browse(browser: Browser, fleet: LocalFleet, faults: Faults, request: pytest.FixtureRequest) -> Iterator[Browse]:
    """Opens a page of a context of its own: `browse(Look(…), learner)`, other options as of Playwright's `new_context`."""
    contexts: list[BrowserContext] = []

    def opened(look: Look = Look(), learner: Learner | None = None, **options: object) -> Page:  # noqa: B008
        context = browser.new_context(**{**look.options(fleet.url), **options})  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        faults.watch(context)
        context.tracing.start(snapshots=SNAPSHOTS)
        if learner:
            sign_in(context, learner)
        return context.new_page()

    yield opened
    wrong = faults.unexpected()
    for number, context in enumerate(contexts):
        close(context, kept_as(request.node, number) if wrong or request.node.stash.get(FAILED, False) else None)
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def page(browse: Browse, look: Look) -> Page:
    """An empty page; nobody is signed in."""
    return browse(look)


@pytest.fixture
def signed_in(browse: Browse, look: Look, learner: Learner) -> Page:
    """A page at /talk of the test's own learner."""
    page = browse(look, learner)
    page.goto("/talk")
    return page


def kept_as(node: pytest.Item, number: int) -> Path:
    return ARTIFACTS / "failed" / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', node.name)}-{number}"


def close(context: BrowserContext, kept: Path | None) -> None:
    """Keep what the pages showed, and a trace, if the test failed."""
    if kept is None:
        context.tracing.stop()
    else:
        kept.parent.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(context.pages):
            page.screenshot(path=f"{kept}-{number}.png")
            Path(f"{kept}-{number}.html").write_text(page.content(), "utf-8")
        context.tracing.stop(path=f"{kept}.zip")
    context.close()
