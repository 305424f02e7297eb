"""A fleet from an empty account to an empty account, as a person types it: killed on the way, gone on with, looked at, destroyed.

The deployment happens once a process; each test begins with the account as it was after it.
"""

import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tutorfleet.cloud.deploy import live
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.memory import Memory

pytestmark = pytest.mark.xdist_group("cloud lifetime")
PACKAGES = ("conversations", "turns", "migrate", "wheel", "playbook", "page")
WAITS = 100
"""seconds for one command, on a machine that has much to do"""


class Operator:
    """Somebody at a terminal whose credentials are those of the emulated account."""

    def __init__(self, emulator: Emulator, packages: Path) -> None:
        self.packages = ["--packages", str(packages)]
        canaries = {"AWS_SECRET_ACCESS_KEY": "canary-secret-key", "TUTORFLEET_REPOSITORY_TOKEN": "canary-token"}
        self.environment = {**os.environ, **emulator.environment, **canaries}

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tutorfleet", "cloud", *words]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        started = self.start(*words)
        out, err = started.communicate(timeout=WAITS)
        return subprocess.CompletedProcess(words, started.returncode, out, err)

    def fine(self, *words: str) -> str:
        done = self.run(*words)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a deployment sends to its buckets, with nothing in it."""
    folder = tmp_path_factory.mktemp("packages")
    for name in PACKAGES:
        with zipfile.ZipFile(folder / f"{name}-1234.zip", "w") as archive:
            archive.writestr("index.html", "<p>")
    return folder


def until(lines: IO[str], words: str) -> list[str]:
    """The lines of a program up to one with these words."""
    seen = []
    for line in lines:
        seen.append(line)
        if words in line:
            return seen
    raise AssertionError(f"{words} never came: {''.join(seen)}")


class Lifetime:
    """What happened until the fleet stood, and how the account was then."""

    def __init__(self, emulator: Emulator, packages: Path) -> None:
        self.operator = Operator(emulator, packages)
        emulator.reset()
        emulator.faults.hold("AWS::RDS::DBInstance")
        killed = self.operator.start("deploy", "--yes", "--json", *self.operator.packages)
        assert killed.stdout and killed.stderr
        until(killed.stdout, '"resource":"Instance","kind":"AWS::RDS::DBInstance"')
        killed.send_signal(signal.SIGINT)
        _, self.last_words = killed.communicate(timeout=WAITS)
        self.interrupted = killed.returncode
        emulator.faults.let_go()
        self.resumed = self.operator.run("deploy", "--yes", *self.operator.packages)
        self.memory: Memory = emulator.remember()


@pytest.fixture(scope="session")
def lifetime(served: Emulator, packages: Path) -> Lifetime:
    return Lifetime(served, packages)


@pytest.fixture
def operator(emulator: Emulator, lifetime: Lifetime) -> Iterator[Operator]:
    """With the fleet deployed."""
    emulator.restore(lifetime.memory)
    yield lifetime.operator


def test_ctrl_c_ends_a_deployment_in_the_middle(lifetime: Lifetime) -> None:
    assert lifetime.interrupted == 130
    assert "Traceback" not in lifetime.last_words


def test_the_same_command_goes_on_where_it_was_interrupted(lifetime: Lifetime) -> None:
    assert (lifetime.resumed.returncode, lifetime.resumed.stderr) == (0, "")
    assert "lks-network-zone-a (us-east-1): unchanged" in lifetime.resumed.stdout
    assert "lks-database-zone-a (us-east-1): create complete" in lifetime.resumed.stdout


def test_a_deployment_ends_with_its_addresses(lifetime: Lifetime) -> None:
    assert "page: https://main." in lifetime.resumed.stdout
    assert ".execute-api.us-east-1.amazonaws.com/v1" in lifetime.resumed.stdout


def test_after_it_a_plan_has_nothing_to_do(operator: Operator) -> None:
    plan = json.loads(operator.fine("plan", "--json"))
    assert {stack["action"] for stack in plan["stacks"]} == {"keep"}
    assert plan["before"] == pytest.approx(plan["after"])


def test_a_plan_dearer_than_allowed_ends_with_7(operator: Operator) -> None:
    done = operator.run("plan", "--max-monthly", "100")
    assert done.returncode == 7
    assert "more than 100" in done.stderr


def test_a_deployment_dearer_than_allowed_is_not_begun(operator: Operator) -> None:
    assert operator.run("deploy", "--yes", "--max-monthly", "100", *operator.packages).returncode == 7


def test_the_status_is_well(operator: Operator) -> None:
    status = json.loads(operator.fine("status", "--json"))
    assert len(status["targets"]) == 9
    assert status["addresses"]["page"].startswith("https://main.")


def test_preflight_sees_the_fleet(operator: Operator) -> None:
    checks = json.loads(operator.fine("preflight", "--json"))
    assert [check["what"] for check in checks if check["verdict"] == "failed"] == []


def test_destruction_asks_for_the_prefix(operator: Operator, emulator: Emulator) -> None:
    asked = operator.start("destroy")
    said, _ = asked.communicate("no\n", timeout=WAITS)
    assert asked.returncode == 1
    assert "stacks of account 123456789012 in us-east-1 and us-west-2 go" in said
    assert live.every(Account(["us-east-1", "us-west-2"]), "lks")


def test_destruction_leaves_nothing(operator: Operator) -> None:
    said = operator.fine("destroy", "--yes")
    assert said.endswith("Nothing of the fleet is left in us-east-1 and us-west-2.\n")
    assert "Could not look" not in said


def test_no_secret_is_ever_said(operator: Operator, lifetime: Lifetime, emulator: Emulator) -> None:
    password = emulator.client("ssm").get_parameter(Name="lks-database-password", WithDecryption=True)
    canaries = (password["Parameter"]["Value"], "canary-secret-key", "canary-token")
    said = [lifetime.resumed.stdout, lifetime.last_words]
    for words in (("status", "--json"), ("plan", "--json"), ("preflight", "--json"), ("destroy", "--yes", "--json")):
        done = operator.run(*words)
        said += [done.stdout, done.stderr]
    assert not [canary for canary in canaries for each in said if canary in each]
