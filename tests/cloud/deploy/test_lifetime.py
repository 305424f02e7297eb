"""A fleet from an empty account to an empty account, as a person types it: killed on the way, gone on with, looked at, destroyed.

The deployment happens once a process; each test begins with the account as it was after it.
"""

import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import IO

import pytest

from tutorfleet.cloud.deploy import live
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.memory import Memory

pytestmark = pytest.mark.xdist_group("cloud lifetime")
PACKAGES = ("conversations", "turns", "migrate", "wheel", "playbook", "page")
CANARIES = {"AWS_SECRET_ACCESS_KEY": "canary-secret-key", "TUTORFLEET_REPOSITORY_TOKEN": "canary-token"}
WAITS = 100
"""seconds for one command, on a machine that has much to do"""


class Operator:
    """Somebody at a terminal whose credentials are those of the emulated account."""

    def __init__(self, emulator: Emulator, packages: Path) -> None:
        self.packages = ["--packages", str(packages)]
        self.environment = {**os.environ, **emulator.environment, **CANARIES}

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tutorfleet", "cloud", *words]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        started = self.start(*words)
        out, err = started.communicate(timeout=WAITS)
        return subprocess.CompletedProcess(words, started.returncode, out, err)


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
    """What happened from one empty account to the next, and how the account was when the fleet stood."""

    def __init__(self, emulator: Emulator, packages: Path) -> None:
        self.operator = Operator(emulator, packages)
        emulator.reset()
        emulator.faults.hold("AWS::RDS::DBInstance")
        self.interrupted = self._ended("--json", '"kind":"AWS::RDS::DBInstance"', signal.SIGINT)
        self.killed = self._ended("--yes", "lks-network-zone-a (us-east-1): unchanged", signal.SIGKILL)
        emulator.faults.let_go()
        self.deployed = self.operator.run("deploy", "--yes", *self.operator.packages)
        self.password = emulator.client("ssm").get_parameter(Name="lks-database-password", WithDecryption=True)
        self.memory: Memory = emulator.remember()
        self.plan = self.operator.run("plan", "--json")
        self.status = self.operator.run("status", "--json")
        self.preflight = self.operator.run("preflight", "--json")
        self.dear = self.operator.run("deploy", "--yes", "--max-monthly", "100", *self.operator.packages)
        self.destroyed = self.operator.run("destroy", "--yes")

    def _ended(self, option: str, words: str, by: signal.Signals) -> subprocess.CompletedProcess[str]:
        """A deployment that is ended when it has said these words."""
        started = self.operator.start("deploy", "--yes", option, *self.operator.packages)
        assert started.stdout
        seen = until(started.stdout, words)
        started.send_signal(by)
        out, err = started.communicate(timeout=WAITS)
        return subprocess.CompletedProcess(started.args, started.returncode, "".join(seen) + out, err)

    @property
    def runs(self) -> list[subprocess.CompletedProcess[str]]:
        """All that ran."""
        return [each for each in vars(self).values() if isinstance(each, subprocess.CompletedProcess)]


@pytest.fixture(scope="session")
def lifetime(served: Emulator, packages: Path) -> Lifetime:
    return Lifetime(served, packages)


def said(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_ctrl_c_ends_a_deployment_in_the_middle(lifetime: Lifetime) -> None:
    assert lifetime.interrupted.returncode == 130
    assert all(json.loads(line)["stack"] for line in lifetime.interrupted.stdout.splitlines())
    assert "Traceback" not in lifetime.interrupted.stderr


def test_the_same_command_goes_on_after_an_interrupt(lifetime: Lifetime) -> None:
    assert lifetime.killed.returncode == -signal.SIGKILL
    assert "lks-network-zone-a (us-east-1): unchanged" in lifetime.killed.stdout


def test_the_same_command_goes_on_after_a_kill(lifetime: Lifetime) -> None:
    assert "lks-network-zone-a (us-east-1): unchanged" in said(lifetime.deployed)
    assert "lks-api-zone-a (us-east-1): create complete" in said(lifetime.deployed)


def test_a_deployment_ends_with_its_addresses(lifetime: Lifetime) -> None:
    assert "page: https://main." in said(lifetime.deployed)
    assert ".execute-api.us-east-1.amazonaws.com/v1" in said(lifetime.deployed)


def test_after_it_a_plan_has_nothing_to_do(lifetime: Lifetime) -> None:
    plan = json.loads(said(lifetime.plan))
    assert {stack["action"] for stack in plan["stacks"]} == {"keep"}
    assert plan["before"] == pytest.approx(plan["after"])


def test_a_deployment_dearer_than_allowed_is_not_begun(lifetime: Lifetime) -> None:
    assert lifetime.dear.returncode == 7
    assert "dollars a month before traffic, more than 100.00" in lifetime.dear.stderr


def test_the_status_of_a_fleet_that_stands_is_well(lifetime: Lifetime) -> None:
    status = json.loads(said(lifetime.status))
    assert len(status["targets"]) == 9
    assert len(status["runs"]) == 6
    assert status["addresses"]["page"].startswith("https://main.")


def test_preflight_sees_the_fleet_and_nothing_in_its_way(lifetime: Lifetime) -> None:
    checks = json.loads(said(lifetime.preflight))
    assert [check for check in checks if check["verdict"] == "failed"] == []
    assert any("stacks of this fleet that are there" in check["found"] for check in checks)


def test_destruction_leaves_nothing(lifetime: Lifetime) -> None:
    assert said(lifetime.destroyed).endswith("Nothing of the fleet is left in us-east-1 and us-west-2.\n")
    assert "Could not look" not in said(lifetime.destroyed)


def test_destruction_asks_for_the_prefix(lifetime: Lifetime, emulator: Emulator, account: Account) -> None:
    emulator.restore(lifetime.memory)
    asked = lifetime.operator.start("destroy")
    words, _ = asked.communicate("no\n", timeout=WAITS)
    assert asked.returncode == 1
    assert "go from account 123456789012 in us-east-1 and us-west-2" in words
    assert live.every(account, "lks")


def test_no_secret_is_ever_said(lifetime: Lifetime) -> None:
    secrets = (lifetime.password["Parameter"]["Value"], *CANARIES.values())
    words = [text for run in lifetime.runs for text in (run.stdout, run.stderr)]
    assert len(words) == 16
    assert not [secret for secret in secrets for text in words if secret in text]
