"""The NAT's script, run in network namespaces of a machine's own kernel: real packets, real rules."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tutorfleet.cloud.machines import user_data

HERE = Path(__file__).parent
SCRIPT = Path(user_data.__file__).with_name("nat.sh")
NAMESPACES = ["unshare", "--mount", "--net", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
MADE = 'on nat sh "$NAT"'

Stand = Callable[..., str]


@pytest.fixture
def stand(tmp_path: Path) -> Stand:
    """Runs commands in a fresh VPC of namespaces (nat_stand.sh) and returns what they print; one answer for each line."""
    lacking = [program for program in ("ip", "iptables", "unshare", "sysctl") if not shutil.which(program)]
    if lacking:
        pytest.skip(f"not installed: {', '.join(lacking)} (Debian, Ubuntu: apt install iproute2 iptables procps)")
    if subprocess.run([*NAMESPACES, "true"], check=False).returncode:
        pytest.skip("this machine forbids network namespaces")
    environment = os.environ | {"STAND": str(tmp_path), "NAT": str(SCRIPT), "PYTHON": sys.executable}

    def run(*commands: str) -> str:
        command = [*NAMESPACES, "sh", str(HERE / "nat_stand.sh"), "\n".join(commands)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_a_worker_is_seen_on_the_internet_as_the_nat(stand: Stand) -> None:
    assert stand(MADE, "ask worker") == "seen as 172.32.0.5\n"


def test_without_the_script_nothing_comes_back_to_a_worker(stand: Stand) -> None:
    assert stand("ask worker") == "no answer\n"


def test_only_the_private_ranges_are_served(stand: Stand) -> None:
    assert stand(MADE, "ask stranger") == "no answer\n"


@pytest.mark.parametrize("name", ["enX0", "eth0"])
def test_the_interface_is_found_whatever_its_name(stand: Stand, name: str) -> None:
    renamed = f"on nat sh -c 'ip link set ens5 down; ip link set ens5 name {name}; ip link set {name} up'"
    assert stand(renamed, "on nat ip route add default via 172.32.0.1", MADE, "ask worker") == "seen as 172.32.0.5\n"


def test_forwarding_that_an_image_refuses_is_allowed(stand: Stand) -> None:
    assert stand("on nat iptables -A FORWARD -j DROP", MADE, "ask worker") == "seen as 172.32.0.5\n"


def test_a_worker_is_not_told_to_go_past_the_nat(stand: Stand) -> None:
    kept = stand(MADE, "on nat sysctl --values net.ipv4.conf.all.send_redirects net.ipv4.conf.ens5.send_redirects")
    assert kept == "0\n0\n"


def test_a_second_run_changes_nothing(stand: Stand) -> None:
    look = "on nat sh -c 'iptables-save | grep ^-; cat /etc/sysctl.d/*'"
    once = stand(MADE, look)
    assert "MASQUERADE" in once
    assert stand(MADE, MADE, look) == once


def test_the_saved_rules_are_enough_after_a_boot(stand: Stand) -> None:
    answers = stand(
        MADE,
        "on nat iptables -t nat -F",
        "ask worker",
        'on nat iptables-restore "$STAND/rules.v4"',
        "ask worker",
    )
    assert answers == "no answer\nseen as 172.32.0.5\n"


def test_the_questions_of_the_package_are_answered_before_it_is_installed(stand: Stand, tmp_path: Path) -> None:
    stand(MADE)
    assert (tmp_path / "done").read_text().splitlines() == [
        "iptables-persistent iptables-persistent/autosave_v4 boolean true",
        "iptables-persistent iptables-persistent/autosave_v6 boolean true",
        "apt-get update",
        "apt-get install",
        "netfilter-persistent save",
    ]


def test_workers_have_the_internet_even_when_the_package_cannot_be_had(stand: Stand, tmp_path: Path) -> None:
    away = "stand_in apt-get 'exit 100'; stand_in sleep 'echo \"$1\" >>\"$STAND/pauses\"'"
    said = stand(away, 'if on nat sh "$NAT" 2>&1; then echo made; fi', "ask worker")
    assert said.splitlines() == [
        "iptables-persistent cannot be installed: this machine forwards now, but not after its next boot",
        "seen as 172.32.0.5",
    ]
    assert (tmp_path / "pauses").read_text().split() == ["5", "15", "60", "120", "0"]
