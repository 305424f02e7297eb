"""How long the verbs of `tutorfleet cloud` take on the whole fleet in two regions, on an emulated account.

    make bench ARGS=cloud

Wall and CPU seconds of each command as a process, the emulated account beside it on the same cores. AWS answers later than
the emulated account does and makes a database in minutes: what is measured is our own work, and how many questions it asks.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

PACKAGES = ("conversations", "turns", "migrate", "layer", "playbook", "page")
"""of next to nothing: building the real ones is the network's time"""
COMMANDS = (
    ("templates of everything", ["plan", "--templates", "{folder}/templates"], "10 s CPU"),
    ("audit of what would be deployed", ["audit", "--planned", "--json"], ""),
    ("plan, empty account", ["plan"], "15 s"),
    ("deploy", ["deploy", "--yes", "--packages", "{folder}/packages"], ""),
    ("plan, nothing to do", ["plan"], "15 s"),
    ("audit of the account", ["audit", "--json"], "30 s"),
    ("destroy", ["destroy", "--yes"], ""),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "packages").mkdir()
        for name in PACKAGES:
            with zipfile.ZipFile(Path(folder) / "packages" / f"{name}-0.zip", "w") as package:
                package.writestr("index.html", "")
        emulator = subprocess.Popen(
            [sys.executable, "-m", "tutorfleet.cloud.emulator", "--json"], stdout=subprocess.PIPE, text=True
        )
        try:
            assert emulator.stdout
            account = json.loads(emulator.stdout.readline())
            print("| command | wall, s | CPU, s | promise |\n|---|---|---|---|")
            for what, words, promise in COMMANDS:
                wall, cpu = timed([word.format(folder=folder) for word in words], account)
                print(f"| {what} | {wall:.1f} | {cpu:.1f} | {promise} |", flush=True)
        finally:
            emulator.terminate()
            emulator.wait()


def timed(words: list[str], account: dict[str, str]) -> tuple[float, float]:
    """Wall and CPU seconds of one command and of what it starts; an audit that finds something exits with 1."""
    begun, before = time.monotonic(), os.times()
    command = [sys.executable, "-m", "tutorfleet", "cloud", *words]
    done = subprocess.run(command, env={**os.environ, **account}, capture_output=True, text=True, check=False)
    wall, after = time.monotonic() - begun, os.times()
    if done.returncode not in (0, 1) or (done.returncode and words[0] != "audit"):
        sys.exit(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return wall, after.children_user + after.children_system - before.children_user - before.children_system
