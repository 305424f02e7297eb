"""Our own wheel, built from the checkout that runs: what a worker installs."""

import subprocess
import sys
from pathlib import Path

from tutorfleet.cloud.packages.errors import NotBuilt

CHECKOUT = Path(__file__).parents[4]


def built(folder: Path, checkout: Path = CHECKOUT) -> Path:
    """The wheel, in this folder. The same sources give the same bytes. Raises NotBuilt outside of a checkout."""
    if not (checkout / "pyproject.toml").exists():
        raise NotBuilt("a worker's wheel is built from a checkout of tutorfleet: run `make cloud` in one")
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=checkout, check=False, capture_output=True, text=True)
    wheels = list(folder.glob("tutorfleet-*.whl"))
    if done.returncode or not wheels:
        raise NotBuilt(f"the wheel cannot be built: {done.stderr.strip()[-500:]}")
    return wheels[0]
