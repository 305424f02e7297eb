"""Makes sure that there is a Chromium for the browser tests. Run by `make test`; does nothing when there is one.

python scripts/browser.py            installs Debian's package as root, else the one of Playwright
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    if find() or playwright_has():
        return
    print("installing Chromium for the browser tests (once)", file=sys.stderr, flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get") and debian():
        return
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode == 0:
        return
    sys.exit(
        "The browser tests need Chromium and it could not be installed. Install it (on Debian: apt install chromium) and try again."
    )


def find() -> str | None:
    """An installed browser that Playwright can drive."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def playwright_has() -> bool:
    """Whether Playwright has a browser of its own."""
    code = (
        "import os\nfrom playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: raise SystemExit(not os.path.exists(p.chromium.executable_path))"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def debian() -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
    return all(subprocess.run(step, stdout=sys.stderr, env=environment, check=False).returncode == 0 for step in steps)


if __name__ == "__main__":
    main()
