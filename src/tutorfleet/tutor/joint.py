"""The joint between two halves of a reply, from two workers. Pure.

The first half was sent to the second worker without its trailing white space (a chat template may trim it, and a tokenizer
may write it otherwise); `Joint` takes what comes back and gives what belongs after the first half: white space neither doubled
nor lost, an echo of the first half dropped. `Stops` finds stop strings, also across the joint.
"""

from collections.abc import Sequence

SHORTEST_ECHO = 40
"""characters; what begins like the first half and is shorter may well be meant ("ha ha ha")"""


class Joint:
    """Goes on after `said`."""

    def __init__(self, said: str) -> None:
        self.prefix = said.rstrip()
        self._white = said[len(self.prefix) :]
        self._maybe_echo = ""
        self._looking = len(self.prefix) >= SHORTEST_ECHO

    def feed(self, text: str) -> str:
        """What of `text` belongs after what was said; the rest is an echo, white space that is there already, or held."""
        if not self._looking:
            return self._after_white(text)
        self._maybe_echo += text
        if self.prefix.startswith(self._maybe_echo):
            return ""
        return self._after_white(self.end_of_echo())

    def end(self) -> str:
        """What was held back, now that nothing more comes."""
        return self._after_white(self.end_of_echo())

    def end_of_echo(self) -> str:
        held, self._maybe_echo, self._looking = self._maybe_echo, "", False
        return held.removeprefix(self.prefix) if self.prefix else held

    def _after_white(self, text: str) -> str:
        start = 0
        while start < len(text) and self._white:
            if text[start] != self._white[0]:
                self._white = ""
                break
            self._white = self._white[1:]
            start += 1
        return text[start:]


class Stops:
    """Cuts a text before the first stop string. Holds back what may be the beginning of one."""

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = [stop for stop in stops if stop]
        self._held = ""
        self.found = False

    def feed(self, text: str) -> str:
        """What may be shown now; nothing more once `found`."""
        text, self._held = self._held + text, ""
        if self.found:
            return ""
        places = [place for stop in self._stops if (place := text.find(stop)) >= 0]
        if places:
            self.found = True
            return text[: min(places)]
        keep = max((overlap(text, stop) for stop in self._stops), default=0)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]

    def end(self) -> str:
        """What was held back, now that nothing more comes."""
        held, self._held = self._held, ""
        return "" if self.found else held


def overlap(text: str, stop: str) -> int:
    """How many characters at the end of `text` are a beginning of `stop`."""
    return next((size for size in range(min(len(text), len(stop) - 1), 0, -1) if text.endswith(stop[:size])), 0)
