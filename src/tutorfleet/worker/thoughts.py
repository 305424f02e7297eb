"""Takes what a model thinks out of what it says: the text between `<think>` and `</think>`, wherever a stream is cut. Pure.

Only for prompts that we made ourselves; where llama.cpp makes the prompt of a chat, it knows more such formats and does it.
"""

from dataclasses import dataclass, field

_TAGS = (("<think>", "</think>"), ("[THINK]", "[/THINK]"))


def tags_of(template: str) -> tuple[str, str] | None:
    """How thoughts begin and end in replies to this template; None where it names no such tags."""
    return next((tags for tags in _TAGS if tags[0] in template), None)


@dataclass(slots=True)
class Thoughts:
    """A reply that may begin with thoughts; `begun` where the prompt ends inside of them already."""

    opening: str
    closing: str
    begun: bool = False
    _held: str = ""
    _said: bool = field(default=False)
    """Whether all thoughts are over."""
    _gap: bool = field(default=False)
    """Whether white space, before the thoughts or behind them, is still to be left out."""

    def feed(self, text: str) -> tuple[str, str]:
        """What is now known to be said, and to be thought."""
        self._held += text
        if not self.begun and not self._said:
            self._open()
        thought = self._think() if self.begun and not self._said else ""
        return self._speak(), thought

    def finish(self) -> tuple[str, str]:
        """The rest, when nothing more comes."""
        rest, self._held = self._held, ""
        return (rest, "") if self._said or not self.begun else ("", rest)

    def _open(self) -> None:
        start = self._held.lstrip()
        if start.startswith(self.opening):
            self.begun, self._gap, self._held = True, True, start[len(self.opening) :]
        elif not self.opening.startswith(start):
            self._said = True

    def _think(self) -> str:
        self._held = self._held.lstrip() if self._gap else self._held
        thought, found, rest = self._held.partition(self.closing)
        if found:
            self._said, self._gap, self._held = True, True, rest
            return thought.rstrip()
        sure = self._held[: len(self._held) - overlap(self._held, self.closing)].rstrip()
        self._held, self._gap = self._held[len(sure) :], self._gap and not sure
        return sure

    def _speak(self) -> str:
        if not self._said:
            return ""
        text = self._held.lstrip() if self._gap else self._held
        self._gap = self._gap and not text
        self._held = ""
        return text


def overlap(text: str, tag: str) -> int:
    """How many characters at the end of the text may be the beginning of the tag."""
    return next((size for size in range(min(len(text), len(tag) - 1), 0, -1) if tag.startswith(text[-size:])), 0)
