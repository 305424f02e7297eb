"""How rules of wordings are put together: a section of a data file, a reason that shows the whole right wording, a confidence."""

from tutorfleet.language.edits import Category, Reason
from tutorfleet.language.rule import Rule
from tutorfleet.language.rules.wording import needs, wordings

Pairs = tuple[tuple[str, str], ...]
SAID = Reason("In English one says: {phrase}.", "Dalam bahasa Inggris: {phrase}.")


def said(
    name: str,
    where: tuple[str, str],
    examples: Pairs,
    fine: tuple[str, ...],
    reason: Reason = SAID,
    category: Category = "preposition",
    confidence: float = 0.9,
    tip: Reason | None = None,
) -> Rule:
    """The rule `name` of the wordings in a section of a data file: `where` is (file, section)."""
    return Rule(
        id=name,
        category=category,
        reason=reason,
        find=wordings(*where),
        needs=needs(*where),
        examples=examples,
        fine=fine,
        confidence=confidence,
        tip=tip,
    )
