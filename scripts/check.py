"""Everything that reads the code without running it. Run by `make check`.

format, lint, types, arrows between rooms, and the same lines written twice
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(sys.executable).parent
CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "types": ["mypy", "-p", "tutorfleet"],
    "arrows": ["lint-imports", "--no-cache"],
    "twice": ["pylint", "--disable=all", "--enable=duplicate-code", "--score=n", "src/tutorfleet"],
}


def main() -> None:
    os.chdir(Path(__file__).resolve().parent.parent)
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


def passes(name: str, command: list[str]) -> bool:
    """Run one check of this environment; what it says is shown only when it fails."""
    done = subprocess.run([str(HERE / command[0]), *command[1:]], capture_output=True, text=True, check=False)
    print(f"{'ok' if done.returncode == 0 else 'FAILED':8}{name}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    main()
