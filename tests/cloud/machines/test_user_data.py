"""What machines run at their first boot. The NAT's script is run for real in test_nat.py."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tutorfleet.cloud.addresses import subnets
from tutorfleet.cloud.machines import user_data

SCRIPTS = Path(user_data.__file__).parent
LIMIT = 16 * 1024
"""bytes that EC2 takes"""


@pytest.mark.parametrize(
    "script", [*SCRIPTS.glob("*.sh"), *Path(__file__).parent.glob("*.sh")], ids=lambda path: path.name
)
def test_shellcheck_finds_nothing(script: Path) -> None:
    if not shutil.which("shellcheck"):
        pytest.skip("not installed: shellcheck")
    # a stand-in's script is meant to be expanded when it runs
    said = subprocess.run(["shellcheck", "--exclude=SC2016", str(script)], check=False, capture_output=True, text=True)
    assert said.stdout == ""


def test_a_nat_is_told_the_ranges_of_its_zone() -> None:
    lines = user_data.nat(subnets("172.32.0.0/23")).splitlines()
    assert lines[:2] == ["#!/bin/sh", 'PRIVATE_RANGES="172.32.1.0/25 172.32.1.128/25"']
    assert lines[2:] == (SCRIPTS / "nat.sh").read_text().splitlines()[1:]


@pytest.mark.parametrize("script", [user_data.nat(subnets("10.10.0.0/23")), user_data.worker()], ids=["nat", "worker"])
def test_a_script_is_short_enough_for_ec2(script: str) -> None:
    assert script.startswith("#!/bin/sh\n")
    assert len(script.encode()) < LIMIT


def test_a_worker_asks_again_until_there_is_a_way_to_the_internet(tmp_path: Path) -> None:
    """The NAT comes up after it: here the third try is the first that finds a network."""
    (tmp_path / "apt-get").write_text("""#!/bin/sh
[ "$1" = install ] || exit 0
echo "$*" >>"$0.asked"
[ "$(wc -l <"$0.asked")" -ge 3 ]
""")
    (tmp_path / "sleep").write_text("#!/bin/sh\n")
    for program in tmp_path.iterdir():
        program.chmod(0o755)
    script = user_data.worker().replace("/etc/apt/apt.conf.d", str(tmp_path))
    subprocess.run(["sh", "-c", script], check=True, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, timeout=20)
    asked = (tmp_path / "apt-get.asked").read_text().splitlines()
    assert asked == ["install --quiet --yes ansible-core unzip"] * 3
