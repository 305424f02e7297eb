"""`python -m tutorfleet.worker '{"listen": "127.0.0.1:11434", ...}'` is one worker; `settings.py` says what it may be told."""

import os

# libgomp reads these when it is loaded; spinning threads are ten times slower on a busy machine.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("GOMP_SPINCOUNT", "0")

import sys

from tutorfleet.worker.errors import BadSettings
from tutorfleet.worker.program import run
from tutorfleet.worker.settings import read_worker


def main() -> int:
    """The program; the exit code is 2 for settings that are wrong."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m tutorfleet.worker SETTINGS (one JSON object)\n")
        return 2
    try:
        return run(read_worker(sys.argv[1]))
    except BadSettings as error:
        sys.stderr.write(f"{error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
