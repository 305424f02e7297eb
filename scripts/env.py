"""Makes a virtual environment for a purpose and prints the path of its Python.

    python3 scripts/env.py run|test|train|bench-litellm

An environment is kept under .venvs by the hash of its lock, so a changed lock makes a new one and an unchanged one costs
nothing. Needs only the standard library. It does not know what the environment is for.

PyTorch is the one thing that is not locked: `train` takes the version named here. Where no CPU build of it is at hand, pip
takes the large one; to avoid that, let PIP_EXTRA_INDEX_URL name PyTorch's own index of CPU builds.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
UNLOCKED = {"train": ["torch==2.13.0"]}


def main() -> None:
    purpose = sys.argv[1] if len(sys.argv) == 2 else ""
    lock = ROOT / "requirements" / f"{purpose}.txt"
    if not purpose or not lock.exists():
        sys.exit(f"usage: python3 scripts/env.py {'|'.join(sorted(path.stem for path in lock.parent.glob('*.txt')))}")
    if sys.version_info < OLDEST:
        sys.exit(f"tutorfleet needs Python {'.'.join(map(str, OLDEST))} or newer; this is {sys.version.split()[0]}. "
                 "Name another one: make PYTHON=python3.12 run")  # fmt: skip
    print(ensure(purpose, lock))


def ensure(purpose: str, lock: Path) -> Path:
    """The Python of the environment for this lock, made now if it is not there yet."""
    home = ROOT / ".venvs" / f"{purpose}-{key(lock)}"
    python = home / "bin" / "python"
    with alone(home):
        if not (home / "complete").exists():
            build(home, python, lock)
        point(ROOT / (".venv" if purpose == "run" else f".venv-{purpose}"), home)
    return python


@contextlib.contextmanager
def alone(home: Path) -> Iterator[None]:
    """Two commands in two terminals must not build the same environment at once: the second waits for the first."""
    home.parent.mkdir(exist_ok=True)
    with (home.parent / f"{home.name}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def key(lock: Path) -> str:
    """A short name for this lock, this interpreter and this place: any of them changed means a new environment."""
    parts = [lock.read_bytes(), sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


def build(home: Path, python: Path, lock: Path) -> None:
    say(f"installing {lock.relative_to(ROOT)} into {home.relative_to(ROOT)} (once; a minute or two)")
    shutil.rmtree(home, ignore_errors=True)
    try:
        venv.create(home, with_pip=True)
    except subprocess.CalledProcessError:
        sys.exit("this Python cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv")
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
    run([*pip, "--require-hashes", "--no-deps", "-r", str(lock)])
    if unlocked := UNLOCKED.get(lock.stem):
        run([*pip, *unlocked])
    if "\nhatchling==" in lock.read_text():  # what the project itself is installed with; a peer's environment has none
        run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    (home / "complete").touch()


def point(link: Path, home: Path) -> None:
    """Let .venv name the newest environment, so that a person can activate it. Somebody's own .venv is left alone."""
    if link.is_symlink() or not link.exists():
        fresh = link.with_name(f"{link.name}.{os.getpid()}")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(home.relative_to(ROOT))
        fresh.replace(link)


def run(command: list[str]) -> None:
    done = subprocess.run(command, stdout=sys.stderr, check=False)
    if done.returncode:
        sys.exit(f"this step failed: {' '.join(command)}")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
