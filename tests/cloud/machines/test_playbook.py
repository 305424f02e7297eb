"""The workers' playbook: linted, and really run twice in a copy of this machine that is thrown away (playbook_stand.sh)."""

import os
import re
import site
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import jinja2
import msgspec
import pytest

from support import tiny_wheel
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.packages import playbook
from tutorfleet.fleet.parse import default
from tutorfleet.worker.settings import read_worker

pytestmark = pytest.mark.xdist_group("playbook")
STAND = Path(__file__).with_name("playbook_stand.sh")
OLLAMA = Blueprint(replace(default(), cloud=replace(default().cloud, engine="ollama")))
TOLD = "role=chat region=us-east-1 mount_targets=172.32.1.10,172.32.1.138"
RUN = f"""
mkdir -p /opt/tutorfleet/earlier && cd "$STAND/playbook"
for time in first second; do
    ansible-playbook -i localhost, -c local -e '{TOLD}' -e ansible_python_interpreter={sys.executable} \\
        --skip-tags packages worker.yml >"$STAND/$time" || {{ cat "$STAND/$time" "$STAND/worker.log" >&2; exit 1; }}
done
cp /etc/fstab /etc/systemd/system/worker.service "$STAND"
stat -c '%U %a' /share/models >"$STAND/store"
"""
LEFT = """
cp /etc/tutorfleet/worker.json "$STAND"
ls /opt/tutorfleet >"$STAND/releases"
"""


@dataclass(frozen=True)
class Ran:
    """What two runs left."""

    folder: Path

    def text(self, name: str) -> str:
        return (self.folder / name).read_text()


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Two runs of the package that State Manager gets; only the locked libraries are replaced, for there is no network here."""
    folder = tmp_path_factory.mktemp("playbook")
    return run_twice(folder, packed(folder), RUN + LEFT)


@pytest.fixture(scope="module")
def ollama(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The same for workers that run Ollama."""
    folder = tmp_path_factory.mktemp("playbook")
    return run_twice(folder, playbook.content(OLLAMA, folder), RUN)


def run_twice(folder: Path, files: dict[str, bytes], script: str) -> Ran:
    prefixes = " ".join({sys.prefix, sys.base_prefix, str(folder)})
    environment = os.environ | {
        "STAND": str(folder),
        "SHOWN": prefixes,
        "LIBRARIES": site.getsitepackages()[0],
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "ANSIBLE_PIPELINING": "1",
        "PIP_NO_INDEX": "1",
        "PIP_NO_COMPILE": "1",
        "PIP_FIND_LINKS": str(folder),
        "PYTHONPATH": "",
    }
    probe = subprocess.run(["sh", str(STAND), "true"], check=False, capture_output=True, text=True, env=environment)
    if probe.returncode:
        pytest.skip(f"no root to throw away on this machine: {probe.stderr.strip() or 'it needs the rights of root'}")
    unpack(folder, files)
    done = subprocess.run(
        ["sh", str(STAND), "sh", "-euc", script], check=False, capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    return Ran(folder)


def packed(folder: Path) -> dict[str, bytes]:
    """The package with one small library in the lock, so that its hash is really checked."""
    return playbook.content(Blueprint(default()), folder / "wheel") | {
        "requirements.txt": tiny_wheel.make(folder).encode()
    }


def unpack(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / "playbook" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def test_the_second_run_changes_nothing(ran: Ran) -> None:
    assert re.search(r"changed=[1-9]\d* .*failed=0", ran.text("first"))
    assert re.search(r"changed=0 .*failed=0", ran.text("second"))


def test_the_worker_is_started_once_after_the_share_is_mounted_and_answers(ran: Ran) -> None:
    assert ran.text("done").split("\n") == ["start share.mount", "start worker", ""]
    assert "listening at 0.0.0.0:11434" in ran.text("worker.log")
    assert (ran.folder / "enabled.worker").exists()


def test_the_mount_target_of_its_own_zone_is_mounted_and_no_boot_waits_for_it(ran: Ran) -> None:
    source, place, kind, options, *_ = ran.text("fstab").splitlines()[-1].split()
    assert (source, place, kind) == ("172.32.1.138:/", "/share", "nfs4")
    assert {"nfsvers=4.1", "nofail", "_netdev"} <= set(options.split(","))


def test_the_models_belong_to_the_user_of_the_workers(ran: Ran) -> None:
    assert ran.text("store") == "tutorfleet 755\n"


def test_the_worker_knows_who_it_is(ran: Ran) -> None:
    told = read_worker(ran.text("worker.json"))
    assert (told.role, told.region, told.store, told.preload) == ("chat", "us-east-1", "/share/models", ("orca-mini",))
    assert told.name.startswith("us-east-1.chat.")


def test_earlier_releases_are_removed(ran: Ran) -> None:
    assert ran.text("releases").split() == [release(ran)]


def test_the_service_runs_the_release_that_was_installed(ran: Ran) -> None:
    unit = ran.text("worker.service")
    assert f"/opt/tutorfleet/{release(ran)}/bin/python -m tutorfleet.worker" in unit
    assert "RequiresMountsFor=/share\n" in unit


def release(ran: Ran) -> str:
    found = re.search(r'"home": ?"/opt/tutorfleet/(\w+)"', (ran.folder / "playbook" / "fleet.json").read_text())
    assert found
    return found[1]


def test_ansible_lint_finds_nothing() -> None:
    files = [
        "worker.yml",
        *(str(path.relative_to(playbook.PLAYBOOK)) for path in playbook.PLAYBOOK.glob("tasks/*.yml")),
    ]
    command = [sys.executable, "-m", "ansiblelint", "--offline", "--nocolor", "--profile", "production", *files]
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    said = subprocess.run(command, check=False, capture_output=True, text=True, cwd=playbook.PLAYBOOK, env=environment)
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize("role", ["scoring", "chat", "llm"])
def test_a_worker_understands_the_settings_of_its_role(role: str, blueprint: Blueprint) -> None:
    settings = read_worker(msgspec.json.encode(playbook.settings(blueprint, blueprint.role(role))))
    assert settings.tcp == ("0.0.0.0", 11434)
    assert settings.hosts == ("*",)


def test_the_image_of_ollama_is_fetched_once_and_before_anybody_waits_for_it(ollama: Ran) -> None:
    """Gigabytes through the NAT take longer than a worker may take to start."""
    image = re.search(r"docker\.io/ollama/ollama@sha256:[0-9a-f]{64}", ollama.text("worker.service"))
    assert image
    assert ollama.text("done").splitlines() == ["start share.mount", f"pull --quiet {image[0]}", "start worker"]


def test_the_second_run_changes_nothing_of_ollama(ollama: Ran) -> None:
    assert re.search(r"changed=[1-9]\d* .*failed=0", ollama.text("first"))
    assert re.search(r"changed=0 .*failed=0", ollama.text("second"))


def test_ollama_is_pinned_by_digest_and_keeps_its_models_on_the_share() -> None:
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)
    image = re.search(r"image: (\S+)", (playbook.PLAYBOOK / "tasks" / "ollama.yml").read_text())
    assert image
    template = environment.from_string((playbook.PLAYBOOK / "templates" / "ollama.service.j2").read_text())
    unit = template.render(role="llm", share="/share", store="/share/models", worker_port=11434, image=image[1])
    assert re.search(r"docker\.io/ollama/ollama@sha256:[0-9a-f]{64}\n", unit)
    assert "--publish 11434:11434 --volume /share/models:/models" in unit


def test_the_package_of_ollama_carries_no_program_of_ours(tmp_path: Path) -> None:
    files = playbook.content(OLLAMA, tmp_path)
    assert not [name for name in files if name.endswith(".whl")]
    assert b'"engine": "ollama"' in files["fleet.json"]
