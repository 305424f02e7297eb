"""How a turn looks in a terminal: corrections struck out and inserted, the reason, the scores. Pure: events in, rich text out.

Only `put` prints. Where strokes and colour cannot be relied on (a pipe, NO_COLOR, a dumb terminal) marks say the same, as `wdiff` has them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rich.console import Console
from rich.text import Text

from tutorfleet.cli.flow import printable

SKILLS = {
    "written_fluency": "fluency",
    "vocabulary": "vocabulary",
    "grammar": "grammar",
    "comprehension": "comprehension",
    "coherence": "coherence",
    "digital_etiquette": "etiquette",
    "responsiveness": "responsiveness",
    "clarity": "clarity",
    "overall_communication": "overall",
}
STARTER = (
    "A starter model answers: made by this project from sentences of its own, so that all of this works without a download. "
    "For real conversation bring a model: tutorfleet models import --help"
)
UNKNOWN = ("A1", "C2")
"""the range of a learner of whom nothing is known yet"""


class Line(NamedTuple):
    """A paragraph and how far it stands in."""

    indent: int
    text: Text


def put(console: Console, lines: Iterable[Line]) -> None:
    """Print paragraphs, broken at words, every line of one as far in as its first."""
    for indent, text in lines:
        for part in text.wrap(console, max(20, console.width - indent)):
            part.rstrip()
            console.print(Text(" " * indent).append_text(part), soft_wrap=True)


def difference(text: str, edits: Sequence[Mapping[str, Any]], marks: bool = False) -> Text:
    """The learner's sentence with what was wrong struck out and what is right inserted."""
    shown, place = Text(), 0
    for edit in edits:
        shown.append(printable(text[place : edit["start"]]))
        wrong, right = printable(text[edit["start"] : edit["end"]]), edit["replacement"]
        shown.append(f"[-{wrong}-]" if marks and wrong else wrong, style="red strike")
        shown.append(" " if wrong and right else "")
        shown.append(f"{{+{right}+}}" if marks and right else right, style="green bold")
        place = edit["end"]
    return shown.append(printable(text[place:]))


def corrections(text: str, event: Mapping[str, Any], language: str, marks: bool = False) -> Iterator[Line]:
    """Paragraphs for a `corrections` event; none when nothing was wrong."""
    edits = event["edits"]
    if not edits:
        return
    yield Line(2, difference(text, edits, marks))
    for edit in edits:
        yield Line(2, change(edit, language))
        if earlier := edit.get("earlier"):
            yield Line(4, Text(f"like before: {printable(earlier['sentence'])}", style="dim italic"))
    if event.get("more"):
        yield Line(2, Text(f"and {event['more']} more in your notebook", style="dim"))


def change(edit: Mapping[str, Any], language: str) -> Text:
    """What becomes what, of which kind, and why."""
    was, now = printable(edit["original"]).strip() or "(nothing)", edit["replacement"].strip() or "(nothing)"
    line = Text(f"{was} -> {now}", style="bold")
    return line.append(f"  {edit['category']}: {edit['reason'][language]}", style="not bold dim")


def praise(event: Mapping[str, Any], language: str) -> Line:
    """What the learner got right that was wrong before."""
    return Line(2, Text(printable(event["text"][language]), style="green"))


def explanations(event: Mapping[str, Any], edits: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    """What a model said about corrections beyond the reason that was shown already."""
    for each in event.get("explained", []):
        edit = edits[each["edit"]]
        if each["text"] not in edit["reason"].values():
            said = Text(f"{printable(edit['original']).strip()}: ", style="bold dim")
            yield Line(2, said.append(printable(each["text"]), style="not bold"))


def scores(event: Mapping[str, Any]) -> Line:
    """The nine skills and the CEFR range."""
    skills = ", ".join(f"{SKILLS[name]} {value}" for name, value in event["scores"].items() if name in SKILLS)
    return Line(2, Text(f"{skills}. {level(event['cefr'])}", style="dim"))


def level(cefr: Mapping[str, Any]) -> str:
    """The range in words."""
    low, high, needed = cefr["low"], cefr["high"], cefr.get("needed") or 0
    sentences = f"{needed} more sentence{'s'[: needed != 1]}"
    if (low, high) == UNKNOWN:
        return f"Your level: {sentences} will tell." if needed else "Your level: not known yet."
    span = low if low == high else f"{low}-{high}"
    return f"About {span}; {sentences} will tell better." if needed else f"About {span}."


def ending(done: Mapping[str, Any]) -> Iterator[Line]:
    """What a `done` event says beyond what was shown before it."""
    if done.get("stopped"):
        yield Line(2, Text("stopped; what was said so far is kept", style="dim"))
    if number := len(done.get("seams", [])):
        times = "once" if number == 1 else f"{number} times"
        yield Line(2, Text(f"the reply moved to another worker {times} and went on where it was", style="dim"))
