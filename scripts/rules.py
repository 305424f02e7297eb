"""Write docs/rules.md, the list of our rules of English, from the rules themselves: python scripts/rules.py"""

from pathlib import Path

from tutorfleet.language.rule import Rule
from tutorfleet.language.rules import RULES

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"
HEAD = """# Rules of English

Made by `scripts/rules.py` from `src/tutorfleet/language/rules/`; edit those. Each rule finds one kind of mistake; what it
corrects and what it leaves alone are its tests.
"""


def page() -> str:
    """The whole page."""
    by_category = sorted({rule.category for rule in RULES})
    parts = [HEAD, f"{len(RULES)} rules.\n"]
    for category in by_category:
        parts += [f"## {category}\n", *(entry(rule) for rule in RULES if rule.category == category)]
    return "\n".join(parts)


def entry(rule: Rule) -> str:
    """One rule: its reasons, what it corrects, what it leaves alone."""
    lines = [f"### {rule.id}\n", f"{rule.reason.en}  \n*{rule.reason.id}*\n"]
    if rule.tip is not None:
        lines += [f"Tip: {rule.tip.en}  \n*{rule.tip.id}*\n"]
    lines += [f"* {wrong} -> **{right}**" for wrong, right in rule.examples]
    lines += [f"* left alone: {sentence}" for sentence in rule.fine]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
