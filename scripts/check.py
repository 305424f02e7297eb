"""Everything that reads the code without running it: format, lint, types, arrows between rooms. Run by `make check`."""

import os
import subprocess
import sys
from pathlib import Path

CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "types": ["mypy", "-p", "tutorfleet"],
    "arrows": ["lint-imports", "--no-cache"],
}


def main() -> None:
    os.chdir(Path(__file__).resolve().parent.parent)
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


def passes(name: str, command: list[str]) -> bool:
    module, *rest = command
    call = [str(Path(sys.executable).parent / "lint-imports"), *rest] if name == "arrows" else [sys.executable, "-m", module, *rest]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    print(f"{'ok' if done.returncode == 0 else 'FAILED':8}{name}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    main()
