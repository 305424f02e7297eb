"""`tutorfleet up` as far as no fleet is started; the whole of it is tested in tests/system."""

import socket
from pathlib import Path

from click.testing import CliRunner

from support.tiny_gguf import make
from tutorfleet.cli.up import only_starters, read, size, up, waiting
from tutorfleet.fleet import parse
from tutorfleet.host.layout import Layout
from tutorfleet.host.units import Plan
from tutorfleet.models import names
from tutorfleet.models.store import Store


def test_the_default_description_can_be_printed_and_read_back(tmp_path: Path) -> None:
    shown = CliRunner().invoke(up, ["--show-fleet"])
    (tmp_path / "fleet.toml").write_text(shown.stdout)
    assert parse.load(tmp_path / "fleet.toml") == parse.default()


def test_a_mistake_in_the_description_is_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "fleet.toml").write_text("prefix = 7\n")
    done = CliRunner().invoke(up, ["--fleet", str(tmp_path / "fleet.toml"), "--data-dir", str(tmp_path)])
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: ")


def test_a_description_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(up, ["--fleet", str(tmp_path / "none.toml"), "--data-dir", str(tmp_path)])
    assert done.exit_code == 2
    assert "none.toml" in done.stderr


def test_a_small_fleet_is_a_region_without_backups() -> None:
    assert (size(read(None, small=False)), size(read(None, small=True))) == (
        "12 workers in 2 regions",
        "3 workers in 1 region",
    )


def test_a_port_that_somebody_else_has_is_exit_code_3(places: Layout) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = CliRunner().invoke(up, ["--port", str(other.getsockname()[1]), "--data-dir", str(places.data)])
    assert done.exit_code == 3
    assert "Choose another" in done.stderr


def test_a_second_fleet_on_one_directory_and_port_is_told_of_the_first(held: Layout) -> None:
    port = held.state.read_text().partition("127.0.0.1:")[2].partition('"')[0]
    done = CliRunner().invoke(up, ["--port", port, "--data-dir", str(held.data)])
    assert done.exit_code == 4
    assert "Stop it: tutorfleet down" in done.stderr


def test_the_spinner_says_what_is_not_there_yet(places: Layout) -> None:
    plan = Plan(parse.default().small(), places, 8080)
    assert waiting(plan) == "the database, workers (0 of 3), the service, the edge"
    places.worker_socket("us-east-1", "chat", "primary").touch()
    places.service_socket.touch()
    assert waiting(plan) == "the database, workers (1 of 3), the edge"


def test_somebody_elses_database_is_not_waited_for(places: Layout) -> None:
    assert "database" not in waiting(Plan(parse.default().small(), places, 8080, "postgresql://elsewhere"))


def test_nothing_is_waited_for_when_all_is_there(places: Layout) -> None:
    plan = Plan(parse.default().small(), places, 8080, "postgresql://elsewhere")
    sockets = [places.worker_socket(each.region, each.role, each.replica) for each in plan.fleet.workers()]
    for socket_path in [*sockets, places.service_socket, places.admin_socket]:
        socket_path.touch()
    assert waiting(plan) == ""


def test_a_fleet_without_a_model_of_its_own_has_only_starters(places: Layout) -> None:
    plan = Plan(parse.default(), places, 8080)
    assert only_starters(plan)
    Store(places.store).import_gguf(make(places.data / "m.gguf"), names.parse("mine"))
    assert not only_starters(plan)
