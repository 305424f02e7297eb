"""Fill in what commands print in docs/cloud*.md, and the table of resource types: python scripts/cloud_docs.py

A block between `<!-- run: tutorfleet … -->` and `<!-- /run -->` is that command and what it prints, one between `<!-- types -->` and
`<!-- /types -->` the emulator's own table. Needs the environment of the cloud, and no AWS.
"""

import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from tutorfleet.cli import group
from tutorfleet.cloud.emulator.coverage import table

DOCS = Path(__file__).parent.parent / "docs"
PAGES = sorted(DOCS.glob("cloud*.md"))
RUN = re.compile(r"(<!-- run: tutorfleet ([^\n]*) -->\n).*?(<!-- /run -->)", re.DOTALL)
TYPES = re.compile(r"(<!-- types -->\n).*?(<!-- /types -->)", re.DOTALL)


def filled(page: str) -> str:
    """The page with everything as it is now."""
    with_output = RUN.sub(
        lambda found: f"{found[1]}```\n$ tutorfleet {found[2]}\n{printed(found[2])}```\n{found[3]}", page
    )
    return TYPES.sub(lambda found: f"{found[1]}{table()}{found[2]}", with_output)


def printed(arguments: str) -> str:
    """What the command prints, without blanks at the ends of lines."""
    ran = CliRunner().invoke(group, shlex.split(arguments), catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    return "".join(f"{line.rstrip()}\n" for line in ran.output.splitlines())


if __name__ == "__main__":
    for path in PAGES:
        path.write_text(filled(path.read_text("utf-8")), encoding="utf-8")
