"""Fits the ear's weights: logistic regression over four meanings (ordinary is one), by AdaGrad in an order drawn from a seed.

Knows features and numbers only; what is learned from is `examples.py`, what a message's features are is `language/ear.py`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from training.ear.examples import Example
from tutorfleet.language.ear import MEANINGS, Model, features, windows
from tutorfleet.language.safety import meant

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
ROUNDS = 8
LAST = 4
"""Rounds at the end over whose weights the mean is taken: single examples shake them less."""
ORDERS = 3
"""Times that all is learned from nothing, each in another order; the weights are the mean, so that chance moves them less."""
RATE = 0.3
CAUTION = 0.1
"""What each weight begins with as its history: with nearly nothing the first message with a rare word decides about the word."""
SEEN = 3
"""Groups of examples that must have a feature: what only one frame says tells little about learners."""
LEAST = 0.6
"""Smaller weights are left out."""


def fit(examples: Sequence[Example], seed: int = 0) -> Model:
    """The weights of each feature for each meaning, and the biases, rounded as they are kept; nothing is sure enough yet."""
    known = vocabulary(examples)
    ids = [_rows(example, known) for example in examples]
    total = np.zeros((len(known) + 1, len(MEANINGS) + 1))
    for order in range(ORDERS):
        total += _learned(examples, ids, len(known) + 1, seed + order)
    mean = total / ORDERS
    centred = np.round(mean[:, :-1] - mean[:, -1:], 1)
    kept = {name: tuple(centred[i].tolist()) for name, i in known.items() if np.abs(centred[i]).max() >= LEAST}
    return Model(kept, tuple(centred[-1].tolist()), 1.0)


def _learned(examples: Sequence[Example], ids: Sequence[Rows], size: int, seed: int) -> Floats:
    """The weights from one order: the mean over its last rounds."""
    weights = np.zeros((size, len(MEANINGS) + 1))
    history, total = np.full_like(weights, CAUTION), np.zeros_like(weights)
    order = np.random.default_rng(seed)
    for done in range(ROUNDS):
        for i in order.permutation(len(examples)):
            _step(weights, history, ids[i], meaning(examples[i].about), examples[i].weight)
        total += weights if done >= ROUNDS - LAST else 0.0
    return total / LAST


def vocabulary(examples: Sequence[Example]) -> dict[str, int]:
    """A number for each feature that enough groups have."""
    seen = defaultdict[str, set[int]](set)
    for example in examples:
        for feature in features(heard(example.text)):
            seen[feature].add(example.group)
    return {name: i for i, name in enumerate(sorted(name for name, groups in seen.items() if len(groups) >= SEEN))}


def meaning(about: str) -> int:
    """Its number; the last is an ordinary message."""
    return MEANINGS.index(about) if about in MEANINGS else len(MEANINGS)


def heard(text: str) -> list[str]:
    """The words of a message as the service lets the ear hear it, the first window of a long one."""
    return windows(meant(text))[0]


def _rows(example: Example, known: Mapping[str, int]) -> Rows:
    """Of its features, and of the bias."""
    return np.array([*sorted(known[f] for f in features(heard(example.text)) if f in known), len(known)])


def _step(weights: Floats, history: Floats, rows: Rows, meaning: int, weight: float) -> None:
    """One example's share: towards its meaning, away from the others."""
    sums = weights[rows].sum(axis=0)
    likely = np.exp(sums - sums.max())
    wrong = likely / likely.sum()
    wrong[meaning] -= 1.0
    history[rows] += (weight * wrong) ** 2
    weights[rows] -= RATE * weight * wrong / np.sqrt(history[rows])
