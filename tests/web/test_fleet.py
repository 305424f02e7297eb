"""Where turns go, and how the fleet is: for learners the regions, for operators everything, on a fleet of which workers are stopped."""

import re
import signal
from collections.abc import Iterator

import psutil
import pytest
from playwright.sync_api import Page, expect
from tests.web.conftest import Browse

from support.browser import Faults, Look
from support.learner import Learner
from support.local_fleet import LocalFleet, wait

HOME, OTHER = "us-east-1", "us-west-2"
REGIONS = (HOME, OTHER)
CHOICES_ARE_NULL = """() => {
  const { region, model } = JSON.parse(localStorage.getItem('tutorfleet.settings'))
  return region === null && model === null
}"""


@pytest.fixture
def operator(fleet: LocalFleet) -> Learner:
    someone = Learner(fleet.url)
    assert fleet.run("users", "operator", someone.email).returncode == 0
    return someone


@pytest.fixture
def status(browse: Browse, operator: Learner, request: pytest.FixtureRequest) -> Page:
    """The operator's page."""
    marker = request.node.get_closest_marker("look")
    page = browse(Look(*marker.args) if marker else Look(), operator)
    page.goto("/fleet")
    return page


@pytest.fixture
def stopped(fleet: LocalFleet) -> Iterator[list[psutil.Process]]:
    """Processes that a test stops; they go on afterwards, and the fleet is well again."""
    processes: list[psutil.Process] = []
    yield processes
    for process in processes:
        if process.is_running():
            process.send_signal(signal.SIGCONT)
    wait(lambda: fleet.run("status").returncode == 0, 60)


def stop(fleet: LocalFleet, processes: list[psutil.Process], *workers: str) -> None:
    for worker in workers:
        process = psutil.Process(fleet.worker_pid(*worker.split(".")))
        process.send_signal(signal.SIGSTOP)
        processes.append(process)


@pytest.mark.parametrize(("language", "well"), [("en", "well"), ("id", "baik")])
def test_a_learner_sees_the_health_of_each_region(browse: Browse, learner: Learner, language: str, well: str) -> None:
    page = browse(Look(language), learner)  # type: ignore[arg-type]
    page.goto("/fleet")
    for name in REGIONS:
        expect(page.get_by_role("radio", name=name)).to_have_accessible_description(re.compile(rf"^{well}"))


def test_a_learner_is_told_who_sees_more(signed_in: Page, learner: Learner) -> None:
    signed_in.goto("/fleet")
    expect(signed_in.get_by_text(f"tutorfleet users operator {learner.email}")).to_be_visible()
    expect(signed_in.get_by_role("table")).to_have_count(0)


def test_a_turn_goes_to_the_region_that_was_picked_and_its_first_word_is_measured(signed_in: Page) -> None:
    signed_in.get_by_role("button", name="Region and model").click()
    signed_in.get_by_role("radio", name=OTHER).check()
    signed_in.keyboard.press("Escape")
    box = signed_in.get_by_role("textbox").first
    box.fill("I like rice.")
    with signed_in.expect_request(re.compile("/turns$"), timeout=20_000) as asked:
        box.press("Enter")
    assert (asked.value.post_data_json or {})["region"] == OTHER
    button = signed_in.get_by_role("button", name="Region and model")
    expect(button).to_contain_text(OTHER)
    button.click()
    expect(signed_in.get_by_role("radio", name=OTHER)).to_have_accessible_description(re.compile("s to the first word"))


def test_a_model_is_picked_by_one_of_its_names(signed_in: Page) -> None:
    signed_in.get_by_role("button", name="Region and model").click()
    signed_in.get_by_role("radio", name="starter-chat").check()
    expect(signed_in.get_by_role("button", name=re.compile("Region and model: .*starter-chat"))).to_be_visible()
    kept = signed_in.evaluate("() => JSON.parse(localStorage.getItem('tutorfleet.settings')).model")
    assert kept == "starter-chat"


def test_a_choice_that_is_gone_is_dropped_with_a_word(signed_in: Page) -> None:
    signed_in.evaluate(
        "() => localStorage.setItem('tutorfleet.settings', JSON.stringify({ region: 'mars-1', model: 'gone' }))"
    )
    signed_in.reload()
    expect(signed_in.get_by_text("“mars-1” is no longer there")).to_be_visible()
    signed_in.wait_for_function(CHOICES_ARE_NULL)


def test_a_region_that_is_away_is_said_and_the_next_one_is_asked(
    signed_in: Page, fleet: LocalFleet, stopped: list[psutil.Process], faults: Faults
) -> None:
    faults.expect("status of 50[234]")
    stop(fleet, stopped, f"{HOME}.llm.primary", f"{HOME}.llm.backup")
    wait(lambda: answered_by(signed_in, HOME) == OTHER)
    signed_in.goto("/fleet")
    expect(signed_in.get_by_role("radio", name=HOME)).to_have_accessible_description(re.compile("^away"))
    expect(signed_in.get_by_role("radio", name="Automatic")).to_have_accessible_description(re.compile(OTHER))
    signed_in.get_by_role("radio", name=HOME).check()
    expect(signed_in.get_by_text(f"{HOME} is away, so {OTHER} answers")).to_be_visible()


def answered_by(page: Page, name: str) -> str | None:
    answer = page.context.request.get(f"/{name}/tags", headers={"X-Tutorfleet-Page": "1"})
    return answer.headers.get("x-tutorfleet-region")


def test_an_operator_sees_every_worker_and_part(status: Page) -> None:
    for name in REGIONS:
        expect(status.get_by_role("table", name=f"Workers of {name}").get_by_role("row")).to_have_count(7)
    for part in ("Database", "Service", "Edge", "Disk", "Memory"):
        expect(status.get_by_role("listitem").filter(has_text=part)).to_contain_text("ready")


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("Only starter models", marks=pytest.mark.look("en")),
        pytest.param("Hanya ada model pemula", marks=pytest.mark.look("id")),
    ],
)
def test_an_operator_reads_what_to_know_in_the_pages_language(status: Page, said: str) -> None:
    expect(status.get_by_role("heading", name=said)).to_be_visible()


def test_an_operator_sees_a_stuck_worker_and_what_to_do(
    status: Page, fleet: LocalFleet, stopped: list[psutil.Process]
) -> None:
    stop(fleet, stopped, f"{OTHER}.scoring.backup")
    expect(status.get_by_role("heading", name="A worker is stuck")).to_be_visible()
    expect(status.get_by_text("One thing needs you.")).to_be_visible()
    expect(status.get_by_text(f"kill -9 {stopped[0].pid}")).to_be_visible()


def test_the_last_look_stays_when_the_fleet_does_not_answer(status: Page, faults: Faults) -> None:
    faults.expect("net::ERR")
    status.get_by_role("table").first.wait_for()
    status.context.set_offline(True)
    expect(status.get_by_text("The fleet does not answer now")).to_be_visible()
    expect(status.get_by_role("table").first).to_be_visible()
    status.context.set_offline(False)
    expect(status.get_by_text("The fleet does not answer now")).to_be_hidden()


def test_no_token_is_ever_shown(status: Page) -> None:
    status.get_by_role("table").first.wait_for()
    values = [cookie["value"] for cookie in status.context.cookies()]
    assert len(values) >= 2
    assert not [value for value in values if value in status.content()]
