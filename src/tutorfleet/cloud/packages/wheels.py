"""What pip unpacks on another machine: the libraries of a lock, for Lambda's Python and not for the one that runs here.

Wheels only, each checked against the hash in the lock. Downloads stay in a folder, so that the second build needs no network.
"""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from tutorfleet.cloud.packages import archive
from tutorfleet.cloud.packages.errors import NotBuilt

PYTHON = "3.13"
PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")
"""Amazon Linux 2023, on which Lambda's Python runs, has glibc 2.34"""
TABLES = frozenset({"large_en.msgpack.gz", "small_en.msgpack.gz", "large_id.msgpack.gz", "small_id.msgpack.gz"})
"""of wordfreq's sixty megabytes, the languages that the service looks at"""


def libraries(cache: Path) -> dict[str, bytes]:
    """Every file of the libraries of `lambda.txt`. Raises NotBuilt."""
    found: dict[str, bytes] = {}
    for wheel in downloaded(cache):
        found |= {name: content for name, content in archive.unpacked(wheel).items() if wanted(name)}
    return found


def downloaded(cache: Path) -> list[Path]:
    """The wheels of the lock in a folder of their own for this lock; raises NotBuilt."""
    lock = files("tutorfleet.cloud.packages") / "lambda.txt"
    folder = cache / archive.digest(lock.read_bytes())
    complete = folder / "complete"
    if not complete.exists():
        ask_pip(str(lock), folder)
        complete.touch()
    return sorted(folder.glob("*.whl"))


def ask_pip(lock: str, folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-input"]
    command += [
        "--require-hashes",
        "--no-deps",
        "--only-binary=:all:",
        "--implementation",
        "cp",
        "--python-version",
        PYTHON,
    ]
    command += [option for platform in PLATFORMS for option in ("--platform", platform)]
    done = subprocess.run(
        [*command, "--requirement", lock, "--dest", str(folder)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["pip said nothing"]
        raise NotBuilt(
            f"the libraries of the functions cannot be downloaded: {reason[0]}. Try again where the package index can be reached;"
            f" downloads are kept in {folder}"
        )


def wanted(name: str) -> bool:
    """Neither scripts, which nobody starts there, nor tables that nobody reads."""
    top, *rest = Path(name).parts
    return not top.endswith(".data") and not (top == "wordfreq" and rest[0] == "data" and rest[-1] not in TABLES)
