"""Trains the linear model that says what a learner does with a message (`tutorfleet.worker.acts` runs it).

python -m training.starter.act_model        prints how well it does on messages that it has not seen
"""

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from training.starter.acts import Labelled, aptness, classes, messages
from tutorfleet.worker.act_features import Classes, features
from tutorfleet.worker.acts import Acts

SECOND = 0.25
"""Share of a message that belongs to its second act."""
SEEN, STRENGTH, ROUNDS = 2, 0.4, 80
"""Messages that a feature must stand in; how much weights are held small; rounds of the optimizer."""
LEAST = 2
"""Weights below so many tenths are left out."""
PARTS = 5


def fit(data: Sequence[Labelled]) -> dict[str, Any]:
    """A logistic regression with soft targets, the same every time; JSON for `Acts.load`."""
    acts, lists = [*dict.fromkeys(one.act for one in data)], classes()
    found = [features(one.text, Classes(lists)) for one in data]
    counts = Counter(feature for row in found for feature in row)
    index = {feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= SEEN))}
    weights, bias = _descended(_matrix(found, index), _targets(data, acts))
    rows = {feature: _written(weights[i].tolist()) for feature, i in index.items()}
    kept = {feature: row for feature, row in rows.items() if row}
    return {
        "acts": acts,
        "bias": [round(b, 2) for b in bias.tolist()],
        "weights": kept,
        "classes": lists,
        "apt": aptness(),
    }


def measured(data: Sequence[Labelled], parts: int = PARTS) -> str:
    """How apt the chosen pools are, each message answered by a model that has not seen its part."""
    order = list(data)
    random.Random(0).shuffle(order)
    right, apt, poor = 0, 0.0, 0
    for part in range(parts):
        model = Acts.load(fit([one for i, one in enumerate(order) if i % parts != part]))
        for one in order[part::parts]:
            share = model.apt[model.pool(one.text)]
            worth = max(share.get(one.act, 0.0), share.get(one.other, 0.0))
            right += next(iter(model.heard(one.text))) in (one.act, one.other)
            apt += worth
            poor += worth < 0.25
    whole = len(order)
    return (
        f"{whole} messages in {parts} parts: the likeliest act is one of its acts for {right / whole:.1%}; "
        f"aptness of the chosen pool {apt / whole:.3f}, below 0.25 for {poor / whole:.1%}"
    )


def _matrix(found: Sequence[frozenset[str]], index: dict[str, int]) -> Tensor:
    places = [(row, index[feature]) for row, one in enumerate(found) for feature in sorted(one) if feature in index]
    where = torch.tensor(places).T
    return torch.sparse_coo_tensor(
        where, torch.ones(len(places)), (len(found), len(index)), check_invariants=False
    ).to_sparse_csr()


def _targets(data: Sequence[Labelled], acts: Sequence[str]) -> Tensor:
    goals = torch.zeros(len(data), len(acts))
    for i, one in enumerate(data):
        shared = SECOND if one.other in acts else 0.0
        goals[i, acts.index(one.act)] += 1 - shared
        if shared:
            goals[i, acts.index(one.other)] += shared
    return goals


def _descended(found: Tensor, goals: Tensor) -> tuple[Tensor, Tensor]:
    weights = torch.zeros(found.shape[1], goals.shape[1], requires_grad=True)
    bias = torch.zeros(goals.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, bias], max_iter=ROUNDS, history_size=6, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        total = functional.cross_entropy(found @ weights + bias, goals, reduction="sum")
        total = total + STRENGTH * (weights**2).sum()
        total.backward()
        return total

    optimizer.step(loss)
    return weights.detach(), bias.detach()


def _written(row: Sequence[float]) -> str:
    tenths = [(act, round(10 * weight)) for act, weight in enumerate(row)]
    return " ".join(f"{act}:{weight}" for act, weight in tenths if abs(weight) >= LEAST)


if __name__ == "__main__":
    print(measured(messages()))
