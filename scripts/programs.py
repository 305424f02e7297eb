"""Makes sure of the programs that tests drive and that no Python package brings. Run by `make test`; does nothing when all are there.

python scripts/programs.py           installs Debian's packages as root; Chromium else from Playwright

Without iptables or shellcheck the tests of the NAT script say that they were skipped and why; without Chromium there is no test run.
"""

import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = {"iptables": "iptables", "ip": "iproute2", "shellcheck": "shellcheck"}
"""program -> Debian's package"""


def main() -> None:
    wanted = missing()
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"installing {', '.join(wanted)} for the tests (once)", file=sys.stderr, flush=True)
        debian(wanted)
    if find() or playwright_has():
        return
    print("installing Chromium for the browser tests (once)", file=sys.stderr, flush=True)
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode == 0:
        return
    sys.exit(
        "The browser tests need Chromium and it could not be installed. Install it (on Debian: apt install chromium) and try again."
    )


def missing() -> list[str]:
    """The Debian packages of what is not here."""
    wanted = [package for program, package in PACKAGES.items() if not shutil.which(program)]
    return wanted if find() or playwright_has() else ["chromium", *wanted]


def find() -> str | None:
    """An installed browser that Playwright can drive."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def playwright_has() -> bool:
    """Whether Playwright has a browser of its own."""
    code = (
        "import os\nfrom playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: raise SystemExit(not os.path.exists(p.chromium.executable_path))"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def debian(packages: list[str]) -> None:
    """What cannot be had is missed later, by name."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for step in (["apt-get", "update", "-qq"], install):
        subprocess.run(step, stdout=sys.stderr, env=environment, check=False)


if __name__ == "__main__":
    main()
