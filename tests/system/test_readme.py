"""Every example of the README, run as it stands there against the whole fleet."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from support.local_fleet import LocalFleet

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BASH = re.findall(r"```bash\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def output(fleet: LocalFleet) -> str:
    """What all bash examples print, one after the other in one shell."""
    script = "\necho ---\n".join(BASH).replace("http://127.0.0.1:8080", fleet.url)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_examples_list_models(output: str) -> None:
    assert '"orca-mini:latest"' in output


def test_the_examples_chat(output: str) -> None:
    assert '"done":true' in output.replace(" ", "")


def test_the_examples_embed(output: str) -> None:
    assert '"embeddings":' in output


def test_the_examples_run_a_turn(output: str) -> None:
    events = [json.loads(line) for line in output.rsplit("---\n", maxsplit=1)[-1].splitlines()]
    assert [event["type"] for event in events][-1] == "done"
    assert {each["replacement"] for each in events[-1]["corrections"]} == {"has", "children"}


def test_the_first_example_prints_what_the_readme_shows(fleet: LocalFleet) -> None:
    """The reply is the model's choice; the rest is the same every time."""
    shown = README.split("```text\n")[1].partition("```")[0]
    text = re.search(r'chat -m "([^"]+)"', README)
    assert text
    printed = fleet.run("chat", "-m", text[1]).stdout
    assert corrections(printed) == corrections(shown)


def corrections(output: str) -> list[str]:
    """The indented lines, without what depends on earlier turns."""
    kept = [line.rstrip() for line in output.splitlines() if line.startswith("  ") and "like before" not in line]
    return [line for line in kept if "fluency" not in line]
