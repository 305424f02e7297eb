"""The word lists that travel in the starter model's file: particular things, words to take up, gloomy words, acts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tutorfleet.worker.acts import Acts
from tutorfleet.worker.echo import Lexicon
from tutorfleet.worker.mood import Mood
from tutorfleet.worker.particulars import Particulars


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the planner knows beside its lines; empty, it knows nothing and still works."""

    particulars: Particulars = field(default_factory=Particulars)
    lexicon: Lexicon = field(default_factory=lambda: Lexicon({}))
    mood: Mood = field(default_factory=Mood)
    acts: Acts = field(default_factory=Acts)

    @classmethod
    def load(cls, packed: Mapping[str, Any], text: memoryview) -> "Knowledge":
        """From what training/starter packed; `text` has the particular things. Raises KeyError if it is not that."""
        irregular = packed["irregular"]
        things = Particulars(packed["index"], text, irregular)
        return cls(
            things, Lexicon(packed["lexicon"]), Mood.load(packed["gloomy"], irregular), Acts.load(packed["acts"])
        )
