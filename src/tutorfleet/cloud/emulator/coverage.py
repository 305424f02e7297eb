"""What becomes of each resource type in the emulated account, as a table; docs/cloud.md has it from here."""

from tutorfleet.cloud.emulator.resources import KINDS


def table() -> str:
    """One line for each type."""
    return "".join(f"{name}\n" for name in sorted(KINDS))
