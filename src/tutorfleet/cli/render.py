"""How a turn looks in a terminal: corrections struck out and inserted, the reason, the scores. Pure: events in, rich text out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

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


def difference(text: str, edits: Sequence[Mapping[str, Any]]) -> Text:
    """The learner's sentence with what was wrong struck out and what is right inserted."""
    shown = Text()
    place = 0
    for edit in edits:
        shown.append(text[place : edit["start"]])
        shown.append(text[edit["start"] : edit["end"]], style="red strike")
        if edit["replacement"]:
            shown.append(" " if edit["start"] < edit["end"] else "")
            shown.append(edit["replacement"], style="green bold")
        place = edit["end"]
    shown.append(text[place:])
    return shown


def corrections(text: str, event: Mapping[str, Any], language: str) -> Iterator[Text]:
    """Lines for a `corrections` event; none when nothing was wrong."""
    edits = event["edits"]
    if not edits:
        return
    yield Text("  ").append_text(difference(text, edits))
    for edit in edits:
        change = f"{edit['original']} -> {edit['replacement'] or '(nothing)'}"
        yield Text(f"  {change}", style="bold").append(
            f"  {edit['category']}: {edit['reason'][language]}", style="not bold dim"
        )
        if earlier := edit.get("earlier"):
            yield Text(f"    like before: {earlier['sentence']}", style="dim italic")
    if event.get("more"):
        yield Text(f"  and {event['more']} more in your notebook", style="dim")


def scores(event: Mapping[str, Any]) -> Text:
    """One line: the nine skills and the CEFR range."""
    line = Text("  ", style="dim")
    line.append(", ".join(f"{SKILLS[name]} {value}" for name, value in event["scores"].items() if name in SKILLS))
    level = event["cefr"]
    span = level["low"] if level["low"] == level["high"] else f"{level['low']}-{level['high']}"
    line.append(f". About {span}")
    if level.get("needed"):
        line.append(f"; {level['needed']} more sentences will tell better")
    return line
