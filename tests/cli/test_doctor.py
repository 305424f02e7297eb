"""`tutorfleet doctor` on this machine."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result

from tutorfleet.cli.doctor import doctor, show
from tutorfleet.host.errors import MachineUnfit
from tutorfleet.host.layout import Layout
from tutorfleet.host.preflight import Finding


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else has."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def invoke(data: Path, port: int, *words: str) -> Result:
    data.chmod(0o755)
    return CliRunner().invoke(doctor, ["--port", str(port), "--data-dir", str(data), *words])


def port_of(done: Result) -> dict[str, object]:
    return next(each for each in json.loads(done.stdout)["checks"] if each["name"] == "port")


def test_a_taken_port_is_bad_and_names_another(tmp_path: Path, taken: int) -> None:
    done = invoke(tmp_path, taken, "--json")
    assert done.exit_code == 1
    assert "--port" in str(port_of(done)["problem"])


def test_the_port_of_the_fleet_itself_is_well(held: Layout) -> None:
    port = urlsplit(json.loads(held.state.read_text())["url"]).port
    assert port
    assert port_of(invoke(held.data, port, "--json"))["problem"] is None


def test_people_see_a_line_for_each_check(tmp_path: Path, taken: int) -> None:
    lines = invoke(tmp_path, taken).stdout.splitlines()
    assert any(line.startswith("bad  port") for line in lines)
    assert any("Envoy" in line for line in lines)


def test_what_is_only_worth_knowing_is_a_note(capsys: pytest.CaptureFixture[str]) -> None:
    show([Finding("memory", "[1] MB", MachineUnfit("too little"), fatal=False), Finding("disk", "fine")])
    assert capsys.readouterr().out == "note memory         [1] MB\n     too little\nok   disk           fine\n"
