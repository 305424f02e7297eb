"""The line that a system text tells a character to say next, and how it is marked there.

A model with a mind of its own reads the mark as an instruction and puts the line into its own words; the starter model, which has
none, says it as it stands (`worker/starter.py`). The one form that both rooms know; pure.
"""

MARK = "Say this now, in your own words and fitted to what the learner wrote: "


def marked(line: str) -> str:
    """The line as it stands in a system text, in a row of its own."""
    return MARK + " ".join(line.split())


def line_of(system: str) -> str:
    """The marked line of a system text; "" if there is none."""
    return next((row[len(MARK) :].strip() for row in system.splitlines() if row.startswith(MARK)), "")


def without(system: str) -> str:
    """The system text without its marked line."""
    return "\n".join(row for row in system.splitlines() if not row.startswith(MARK))
