"""Trains the linear model that says what a message is about (`tutorfleet.worker.listening` runs it).

Hashed words, pairs and word parts -> the mean of their vectors -> a score for each section and each kind. Vectors begin
at zero, so what was never seen in training says nothing; they are kept as bytes.
"""

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.starter.learner import KINDS, Learner, Message, content, intents
from training.starter.sections import sections
from tutorfleet.worker.listening import ZERO, features

BUCKETS, WIDTH = 1 << 16, 20
SECTIONS = (*content(), *intents())


class Bag(nn.Module):
    """Mean of feature vectors, then two linear heads in one matrix."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = nn.EmbeddingBag(BUCKETS, WIDTH, mode="mean")
        self.head = nn.Linear(WIDTH, len(SECTIONS) + len(KINDS))
        nn.init.zeros_(self.rows.weight)

    def forward(self, flat: Tensor, starts: Tensor) -> Tensor:
        return self.head(self.rows(flat, starts))


def train(messages: int, epochs: int, seed: int) -> dict[str, Any]:
    """Generates, trains and packs; the result is JSON for `Listener.load`."""
    torch.manual_seed(seed)
    began = time.monotonic()
    learner = Learner(seed)
    data = [learner.message() for _ in range(messages)]
    data += [
        Message(s, name)
        for name, found in sections().items()
        for s in found.says
        for _ in range(2)
        if "{" not in s and not found.things and name in SECTIONS
    ]
    found = [np.array(features(m.text, BUCKETS) or [0]) for m in data]
    goals = torch.tensor([[SECTIONS.index(m.section), KINDS.index(m.kind)] for m in data])
    print(f"topic: {len(data)} messages read in {time.monotonic() - began:.0f}s", flush=True)
    model = fit(found, goals, epochs, seed)
    return pack(model)


def fit(found: Sequence[Any], goals: Tensor, epochs: int, seed: int) -> Bag:
    """Trains on all messages `epochs` times."""
    model, order = Bag(), torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    batch, cut = 512, len(SECTIONS)
    steps = epochs * (len(found) // batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.02, 1 - step / steps))
    for epoch in range(epochs):
        right = total = 0
        for part in torch.randperm(len(found), generator=order).split(batch)[:-1]:
            rows = [found[i] for i in part.tolist()]
            starts = torch.tensor([0, *(len(r) for r in rows[:-1])]).cumsum(0)
            scores = model(torch.from_numpy(np.concatenate(rows)), starts)
            goal = goals[part]
            loss = functional.cross_entropy(
                scores[:, :cut], goal[:, 0], label_smoothing=0.05
            ) + functional.cross_entropy(scores[:, cut:], goal[:, 1])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            right += int((scores[:, :cut].argmax(1) == goal[:, 0]).sum())
            total += len(rows)
        print(f"topic: round {epoch + 1}, section right {right / total:.3f}", flush=True)
    return model


def keys() -> dict[str, list[str]]:
    """Words that name a topic by themselves, by topic."""
    return {name: found.keys for name, found in sections().items() if found.keys}


def pack(model: Bag) -> dict[str, Any]:
    """Vectors as whole numbers from -63 to 63, written as signs of text (`rows`); the scale goes into the heads."""
    rows = model.rows.weight.detach()
    scale = float(rows.abs().max()) / 63
    small = (rows / scale).round().to(torch.int8).numpy() + ZERO
    heads = (model.head.weight.detach() * scale).tolist()
    return {
        "buckets": BUCKETS,
        "width": WIDTH,
        "sections": list(SECTIONS),
        "kinds": list(KINDS),
        "heads": [[float(f"{x:.4g}") for x in row] for row in heads],
        "biases": [float(f"{x:.4g}") for x in model.head.bias.detach().tolist()],
        "rows": small.tobytes().decode("ascii"),
    }
