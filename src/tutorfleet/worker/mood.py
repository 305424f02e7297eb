"""Whether a message is bad news, by its words, and what that makes of its readings.

Three lists of stems travel in the starter model's file (training/starter/gloomy.txt): what is bad news, what may be, and
what only forbids cheerful lines. What is over or denied ("no longer sick") and idioms ("dying to see it") are known by
rule (`phrases.py`, `language.moods`), and so are laughter, success, annoyance and mishaps, each met in its own tone. A false
"I am sorry" is a small mistake, a cheerful answer to bad news a great one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tutorfleet.language import moods
from tutorfleet.worker.lines import STEADY, TROUBLES, topical
from tutorfleet.worker.listening import words
from tutorfleet.worker.particulars import Particular
from tutorfleet.worker.phrases import denied, kind_of, relieved
from tutorfleet.worker.readings import GENERAL, STRONG, Reading
from tutorfleet.worker.stems import stem

_TOLD = "films books gaming history opinion space ghosts environment"
TOLD = frozenset(_TOLD.split())
"""Topics in which bad things happen to others than the learner."""
WHOLE = frozenset({"hurt", "funny", "proud", "good", "relief"})
"""Moods that the end of a long story gives to all of it."""
SHORTEST = 3
"""A message of at most so many words that laughs tells nothing to laugh about."""
DARK = frozenset({"says", "says-not", "bad"})
"""Kinds of messages that may be bad news."""
SMALL = frozenset({"annoyed", "nervous", "mishap", "pity", "tired", "trouble"})
"""Moods that are not bad enough to be pitied."""
LIGHT = frozenset({"says-funny", "says-comic", "says-proud", "says-good", "says-relief"})
"""Kinds of messages that a cheerful line may answer whatever words they use."""


@dataclass(frozen=True, slots=True)
class Mood:
    """The stems of gloomy words."""

    bad: frozenset[str] = frozenset()
    grave: frozenset[str] = frozenset()
    mild: frozenset[str] = frozenset()
    irregular: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, lists: Mapping[str, str], irregular: Mapping[str, str]) -> "Mood":
        """From lists of stems with blanks between; raises KeyError if one is missing."""
        bad, grave, mild = (frozenset(lists[name].split()) for name in ("bad", "grave", "mild"))
        return cls(bad, grave, mild, irregular)

    def gloomy(self, text: str) -> bool:
        """Whether a cheerful line would be out of place."""
        return self._any(words(moods.literal(text)), self.bad | self.grave | self.mild)

    def tinted(self, one: Reading, text: str) -> Reading:
        """The reading in the light of the message's mood and of its gloomy words."""
        if one.kind not in DARK or not (topical(one.section) or one.answers or one.section in GENERAL):
            return one
        said, tone = moods.literal(text), moods.tone(text)
        if one.section == "story":
            return replace(one, kind=f"says-{tone.mood}") if tone and tone.mood in WHOLE else one
        if self.gloomy(text) and (relieved(text) or denied(text)) and not (tone and tone.mood == "funny"):
            kind = "says-relief" if relieved(text) else "says-not"
            return Reading(kind) if one.section in STEADY else replace(one, kind=kind, thing=None)
        if tone and self._is_light(tone, said, len(words(text))):
            return replace(one, kind=f"says-{tone.mood}")
        bad = self._any(words(said), self.bad) or kind_of(text) == "bad"
        if tone and (tone.mood == "hurt" or (tone.mood in SMALL and not bad)):
            return replace(one, kind=f"says-{tone.mood}")
        return self._darkened(one, words(said))

    def _is_light(self, tone: moods.Tone, said: str, length: int) -> bool:
        """Whether it is fun, or good news after which nothing gloomy is said."""
        if tone.mood in ("relief", "proud", "good"):
            return not self._any(words(said[tone.start :]), self.bad | self.grave)
        return (tone.mood == "funny" and length > SHORTEST) or (
            tone.mood == "comic" and not self._any(words(said), self.bad | self.grave)
        )

    def _darkened(self, one: Reading, found: Sequence[str]) -> Reading:
        """A particular thing stays only where it is the bad news itself."""
        if one.section in TOLD:
            return one
        bad, grave = one.kind == "bad" or self._any(found, self.bad), self._any(found, self.grave)
        if one.thing and (bad or grave) and not self._is_gloomy(one.thing, found):
            one = replace(one, thing=None)
        if bad:
            guessed = one.section in TROUBLES and one.thing is None and one.sure < STRONG
            return (
                Reading("badnews", "bad")
                if guessed or one.answers or one.section in GENERAL
                else replace(one, kind="bad")
            )
        at_home = one.thing or one.answers or one.section in GENERAL | STEADY | TROUBLES
        return replace(one, kind="says-grave") if grave and not at_home else one

    def _is_gloomy(self, thing: Particular, found: Sequence[str]) -> bool:
        named = thing.words_of(found)
        return not thing.react or kind_of(" ".join(named)) == "bad" or self._any(named, self.bad | self.grave)

    def _any(self, found: Sequence[str], stems: frozenset[str]) -> bool:
        return any(stem(word, self.irregular) in stems for word in found)
