"""What `up` leaves behind, and what it refuses. Each test has a small fleet of its own."""

import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator

import psutil
import pytest

from support.local_fleet import LocalFleet, mentions, wait


@pytest.fixture
def small() -> Iterator[LocalFleet]:
    """A fleet of three workers, started, that may be harmed."""
    running = LocalFleet("--small").start()
    yield running
    running.stop()
    running.remove()


@pytest.fixture
def idle() -> Iterator[LocalFleet]:
    """A small fleet that was not started."""
    fleet = LocalFleet("--small")
    yield fleet
    fleet.remove()


def gone(processes: list[psutil.Process]) -> bool:
    return not any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in processes)


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=["ctrl-c", "down", "closed terminal"]
)
def test_nothing_survives_a_stop(small: LocalFleet, number: signal.Signals) -> None:
    processes = small.processes()
    assert len(processes) > 8
    small.process.send_signal(number)
    small.process.wait(30)
    assert gone(processes)
    assert not small.layout.runtime.exists()


def test_nothing_survives_a_kill_of_the_parent(small: LocalFleet) -> None:
    processes = small.processes()
    small.process.kill()
    wait(lambda: gone(processes), 15)


def test_a_stop_is_clean(small: LocalFleet) -> None:
    assert small.stop() == 0
    assert "Stopped." in small.output


def test_a_fleet_that_was_killed_starts_again(small: LocalFleet) -> None:
    processes = small.processes()
    small.process.kill()
    small.process.wait()
    wait(lambda: gone(processes), 15)
    small.start_again()
    assert small.json("status", "--json")["ok"]


def test_after_a_restart_the_same_kind_of_mistake_names_the_earlier_one(small: LocalFleet) -> None:
    small.json("chat", "--json", "-m", "Yesterday I go to the beach with my friend.")
    assert small.stop() == 0
    small.start_again()
    said = small.json("chat", "--json", "-m", "Last week my father buy a new car.")
    assert "beach" in said["corrections"][0]["earlier"]["sentence"]


@pytest.mark.parametrize("moment", ["workers in", "making the database"], ids=["at once", "during initdb"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "down"])
def test_a_stop_while_it_starts_is_clean(idle: LocalFleet, moment: str, number: signal.Signals) -> None:
    idle.start(until=moment)
    wait(idle.layout.state.exists)
    idle.process.send_signal(number)
    assert idle.process.wait(30) == 0
    assert not idle.layout.runtime.exists()
    assert idle.stop() == 0
    assert "Traceback" not in idle.output
    assert not [each for each in psutil.process_iter() if mentions(each, (str(idle.data), str(idle.layout.runtime)))]


def test_down_while_it_starts_stops_it(idle: LocalFleet) -> None:
    idle.start(until="making the database")
    done = idle.run("down")
    assert done.stdout == "Stopped.\n"
    assert idle.process.wait(10) == 0
    assert idle.stop() == 0


def test_a_killed_nursery_loses_no_worker(small: LocalFleet) -> None:
    names = ["us-east-1.chat.primary", "us-east-1.llm.primary", "us-east-1.scoring.primary"]
    before = [small.worker_pid(*name.split(".")) for name in names]
    nursery = next(
        each for each in psutil.Process(small.process.pid).children() if "tutorfleet.worker.nursery" in each.cmdline()
    )
    nursery.kill()
    small.read_until("nursery was ended by SIGKILL")
    assert small.run("chat", "-m", "I like tea.").returncode == 0
    assert [small.worker_pid(*name.split(".")) for name in names] == before
    os.kill(before[0], signal.SIGKILL)
    small.read_until(f"{names[0]} ended; starting it again")
    wait(lambda: small.run("status", "--json").returncode == 0 and small.worker_pid(*names[0].split(".")) != before[0])


def test_down_of_a_killed_fleet_signals_nobody(small: LocalFleet) -> None:
    state = json.loads(small.layout.state.read_text())
    processes = small.processes()
    small.process.kill()
    small.process.wait()
    wait(lambda: gone(processes), 15)
    other = subprocess.Popen(["sleep", "600"])
    try:
        small.layout.state.write_text(json.dumps({**state, "pid": other.pid}))
        assert small.run("down").returncode == 1
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_down_stops_it_from_another_terminal(small: LocalFleet) -> None:
    done = small.run("down")
    assert done.stdout == "Stopped.\n"
    assert small.process.wait(10) == 0


def test_a_second_up_on_one_directory_is_refused(small: LocalFleet) -> None:
    done = small.run("up", "--port", str(small.port + 1), "--data-dir", str(small.data))
    assert (done.returncode, "already runs" in done.stderr) == (4, True)


@pytest.mark.parametrize("name", ["us-east-1.chat.primary", "us-east-1.llm.primary"])
def test_a_worker_that_is_killed_is_replaced(small: LocalFleet, name: str) -> None:
    before = small.worker_pid(*name.split("."))
    os.kill(before, signal.SIGKILL)
    small.read_until(f"{name} was ended by SIGKILL")
    wait(lambda: small.run("status", "--json").returncode == 0 and small.worker_pid(*name.split(".")) != before)


def test_every_program_that_is_killed_is_replaced(small: LocalFleet) -> None:
    victims = [each for each in psutil.Process(small.process.pid).children() if each.is_running()]
    assert len(victims) == 4  # PostgreSQL, the nursery, the service, Envoy
    for victim in victims:
        victim.kill()
    small.read_until("postgres was ended by SIGKILL")
    wait(
        lambda: (
            small.run("status", "--json").returncode == 0 and small.run("chat", "-m", "I like tea.").returncode == 0
        ),
        60,
    )


def test_status_without_a_fleet_says_how_to_start_one(idle: LocalFleet) -> None:
    done = idle.run("status")
    assert done.returncode == 1
    assert "tutorfleet up" in done.stderr


def test_a_port_that_is_taken_is_refused(idle: LocalFleet) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", idle.port))
        other.listen()
        done = idle.run("up", "--port", str(idle.port))
    assert done.returncode == 3
    assert f"port {idle.port} is taken" in done.stderr


def test_a_directory_of_a_newer_version_is_refused(idle: LocalFleet) -> None:
    idle.data.mkdir()
    idle.layout.version.write_text(json.dumps({"format": 99, "by": "9.9"}))
    done = idle.run("up", "--port", str(idle.port))
    assert done.returncode == 5
    assert "newer than this" in done.stderr


def test_a_directory_of_another_postgres_is_refused(idle: LocalFleet) -> None:
    idle.layout.database.mkdir(parents=True)
    (idle.layout.database / "PG_VERSION").write_text("16\n")
    done = idle.run("up", "--port", str(idle.port))
    assert done.returncode == 5
    assert "PostgreSQL 16" in done.stderr


def test_a_directory_that_cannot_be_written_is_refused(idle: LocalFleet) -> None:
    done = idle.run("up", "--port", str(idle.port), "--data-dir", "/proc/tutorfleet")
    assert done.returncode == 5
    assert "--data-dir" in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a small disk")
def test_a_full_disk_is_refused(idle: LocalFleet) -> None:
    idle.data.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(idle.data)], check=True)
    try:
        done = idle.run("up", "--port", str(idle.port))
    finally:
        subprocess.run(["umount", str(idle.data)], check=True)
    assert done.returncode == 5
    assert "MB free" in done.stderr


def test_a_mistake_in_the_description_is_reported_with_its_line(idle: LocalFleet) -> None:
    text = idle.run("up", "--show-fleet").stdout.replace("stream_seconds = 900", "stream_seconds = 0")
    description = idle.home / "fleet.toml"
    description.write_text(text)
    done = idle.run("up", "--fleet", str(description))
    line = 1 + text[: text.index("stream_seconds")].count("\n")
    assert done.returncode == 2
    assert f"fleet.toml:{line}: limits.stream_seconds: expected a number above zero" in done.stderr


def test_doctor_finds_this_machine_fit(idle: LocalFleet) -> None:
    assert idle.json("doctor", "--port", str(idle.port), "--json")["ok"]
