"""What a learner does with a message (good news, a mishap, a worry, a joke, a plan, a question ...), and which lines are apt for that.

A linear model over `act_features.py`; it travels in the starter model's file and is made by `training/starter/acts.py` from messages
that people labelled. Acts run into each other, so what answers is not the likeliest act but the pool of lines with the most aptness
expected: an unsure "mishap or joke" is met by lines that suit both. It knows no topic, and no danger (`language.safety`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp
from typing import Any

from tutorfleet.worker.act_features import Classes, features

SOFT = 1.2
"""The sums are divided by it: the model is a little too sure."""
HINT = 3.0
"""How much likelier an act is that a rule hints at."""
HEARD = 64
"""Messages that are not read anew: a talk brings its last ones again with every turn."""


@dataclass(frozen=True, eq=False)
class Acts:
    """The model: for each feature "act:weight act:weight ..." in tenths; `apt` is aptness by pool and act."""

    acts: Sequence[str] = ()
    bias: Sequence[float] = ()
    weights: Mapping[str, str] = field(default_factory=dict)
    classes: Classes = field(default_factory=lambda: Classes({}))
    apt: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @classmethod
    def load(cls, packed: Mapping[str, Any]) -> "Acts":
        """From what `training/starter/acts.py` packed; raises KeyError if it is not that."""
        return cls(packed["acts"], packed["bias"], packed["weights"], Classes(packed["classes"]), packed["apt"])

    def heard(self, text: str) -> Mapping[str, float]:
        """How likely each act is, best first."""
        return _heard(self, text)

    def pool(self, text: str, hinted: str = "") -> str:
        """The pool of lines with the most aptness expected; "" where there is no model. An act that rules hint at counts more."""
        chances = {act: chance * (HINT if act == hinted else 1) for act, chance in self.heard(text).items()}
        return max(self.apt, key=lambda pool: _expected(self.apt[pool], chances), default="")


@lru_cache(HEARD)
def _heard(model: Acts, text: str) -> Mapping[str, float]:
    sums = list(model.bias)
    for feature in features(text, model.classes):
        for entry in model.weights.get(feature, "").split():
            act, _, weight = entry.partition(":")
            sums[int(act)] += int(weight) / 10
    powers = [exp((total - max(sums)) / SOFT) for total in sums]
    chances = zip(model.acts, (power / sum(powers) for power in powers), strict=True)
    return dict(sorted(chances, key=lambda pair: -pair[1]))


def _expected(apt: Mapping[str, float], chances: Mapping[str, float]) -> float:
    return sum(share * chances.get(act, 0.0) for act, share in apt.items())
