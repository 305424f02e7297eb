"""Models of single workers, on an emulated account whose machines answer as a test tells them to."""

import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner, Result

from tutorfleet.cli import group as program
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.errors import CloudError
from tutorfleet.cloud.deploy.progress import Patience
from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.emulator.services.ssm import Said
from tutorfleet.cloud.machines import commands, models

ALL = {"llama3:latest": "a" * 64, "nomic-embed-text:latest": "b" * 64, "orca-mini:latest": "c" * 64}
Tags = Mapping[str, str]
Tell = Callable[[Callable[[Tags, Sequence[str]], Said]], None]
Run = Callable[..., Result]


@pytest.fixture
def account(deployed_account: Emulator, blueprint: Blueprint, monkeypatch: pytest.MonkeyPatch) -> Account:
    """An account in which the fleet stands."""
    for name, value in deployed_account.environment.items():
        monkeypatch.setenv(name, value)
    return Account([zone.region.name for zone in blueprint.zones])


@pytest.fixture
def answering(deployed_account: Emulator, monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Says what machines answer: `answering(lambda tags, lines: Said("..."))`."""
    return lambda answer: monkeypatch.setattr(deployed_account.systems_manager, "answer", answer)


@pytest.fixture
def run(account: Account) -> Run:
    """`tutorfleet cloud models ...` on that account."""
    return lambda *arguments: CliRunner().invoke(program, ["cloud", "models", *arguments])


def having(
    found: Mapping[str, str], *, besides: str = "", other: Mapping[str, str] | None = None
) -> Callable[..., Said]:
    """Every worker has these models, except the one of this name."""

    def answer(tags: Tags, lines: Sequence[str]) -> Said:
        return Said(json.dumps(other if tags["Name"] == besides else found))

    return answer


def test_every_single_worker_is_asked_in_the_order_of_the_description(
    account: Account, blueprint: Blueprint, answering: Tell
) -> None:
    answering(having(ALL))
    found = models.verify(account, blueprint, Patience())
    assert [one.machine.name for one in found.seen] == [each.name for zone in blueprint.zones for each in zone.workers]
    assert found.good


def test_a_worker_with_another_model_of_the_name_is_found(run: Run, answering: Tell) -> None:
    odd = "lks-worker-chat-backup-zone-b"
    answering(having(ALL, besides=odd, other={**ALL, "llama3:latest": "d" * 64}))
    done = run("verify")
    assert done.exit_code == 1
    assert "Not the same on every worker: llama3:latest" in done.output


def test_a_worker_that_lacks_a_model_is_found(run: Run, answering: Tell) -> None:
    answering(having(ALL, besides="lks-worker-llm-primary-zone-a", other={}))
    done = run("verify", "--json")
    told = json.loads(done.output)
    assert (done.exit_code, told["missing"]) == (1, sorted(ALL))


def test_a_worker_that_does_not_answer_is_named_with_its_reason(run: Run, answering: Tell) -> None:
    def answer(tags: Tags, lines: Sequence[str]) -> Said:
        away = tags["Name"] == "lks-worker-scoring-backup-zone-a"
        refused = Said(error="curl: (7) Failed to connect to 127.0.0.1 port 11434\n", status="Failed")
        return refused if away else Said(json.dumps(ALL))

    answering(answer)
    done = run("verify")
    assert done.exit_code == 1
    assert "lks-worker-scoring-backup-zone-a does not answer: curl: (7) Failed to connect" in done.output


def test_a_table_shows_each_worker_with_short_digests(run: Run, answering: Tell) -> None:
    answering(having(ALL))
    done = run("verify")
    assert done.exit_code == 0
    line = next(line for line in done.output.splitlines() if "lks-worker-llm-backup-zone-b" in line)
    assert line.split()[1:] == ["a" * 12, "b" * 12, "c" * 12]
    assert done.output.endswith("All 12 workers have the same models.\n")


def test_a_starter_model_behind_a_name_is_said(run: Run, answering: Tell) -> None:
    answering(having({**ALL, "starter-chat:latest": ALL["orca-mini:latest"]}))
    assert "A starter model stands in for orca-mini:latest until it is pulled." in run("verify").output


def test_one_worker_of_the_home_region_pulls_and_no_other(run: Run, answering: Tell) -> None:
    asked = []

    def answer(tags: Tags, lines: Sequence[str]) -> Said:
        asked.append((tags["Name"], *lines))
        return Said('{"status": "success"}')

    answering(answer)
    done = run("pull", "llama3")
    assert done.exit_code == 0, done.output
    [(name, line)] = asked
    assert name == "lks-worker-llm-primary-zone-a"
    assert line.endswith("""/api/pull --data '{"model":"llama3","stream":false}'""")


def test_without_a_name_every_model_of_the_description_is_pulled(run: Run, answering: Tell) -> None:
    asked = []
    answering(lambda tags, lines: asked.append(lines) or Said('{"status": "success"}'))  # type: ignore[func-returns-value]
    run("pull")
    assert len(asked) == 3


@pytest.mark.parametrize(
    "said",
    [
        Said('{"error": "pull model manifest: file does not exist"}'),
        Said('{"error": "pull model manifest: file does not exist"}', "curl: (22) 500", "Failed"),
    ],
)
def test_a_pull_that_fails_says_what_the_worker_said(run: Run, answering: Tell, said: Said) -> None:
    answering(lambda tags, lines: said)
    done = run("pull", "no-such-model")
    assert done.exit_code == 1
    assert "cannot pull no-such-model: pull model manifest: file does not exist" in done.output


def test_a_name_is_never_shell(run: Run, answering: Tell) -> None:
    asked: list[str] = []
    answering(lambda tags, lines: asked.extend(lines) or Said("{}"))  # type: ignore[func-returns-value]
    run("pull", "a'; reboot; '")
    done = subprocess.run(
        ["sh", "-c", f"curl() {{ printf '%s\\n' \"$@\"; }}; {asked[0]}"], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout.splitlines()[-1])["model"] == "a'; reboot; '"


def test_an_account_without_workers_says_so(empty_account: Emulator, account: Account, blueprint: Blueprint) -> None:
    empty_account.reset()
    with pytest.raises(CloudError, match="no worker of this fleet runs"):
        commands.workers(account, blueprint)


class Worker(BaseHTTPRequestHandler):
    """A worker's /api/tags."""

    def do_GET(self) -> None:
        body = json.dumps({"models": [{"name": name, "digest": digest, "size": 1} for name, digest in ALL.items()]})
        self.send_response(200 if self.path == "/api/tags" else 404)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *arguments: object) -> None:
        """Nothing."""


@pytest.fixture
def worker() -> Iterator[str]:
    """The address of a worker."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Worker) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("bash")), reason="not installed: curl, bash")
def test_the_shell_line_gives_names_and_digests_or_fails(worker: str) -> None:
    [line] = models.bash(models.LOOK)
    there = subprocess.run(["sh", "-c", line.replace(models.URL, worker)], check=True, capture_output=True, text=True)
    assert json.loads(there.stdout) == ALL
    away = subprocess.run(
        ["sh", "-c", line.replace(models.URL, "http://127.0.0.1:1")], check=False, capture_output=True
    )
    assert away.returncode != 0
