"""Trains the chat model: a small Llama on invented talks, loss on the tutor's words only."""

import time
from collections.abc import Iterator

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training.starter import tokens
from training.starter.llama import Llama, Shape
from training.starter.talk import Talker

BATCH, POOL, RATE = 24, 32, 2e-3
LONGEST = 384
"""Tokens of a training talk; positions after it are not trained."""


def train(tokenizer: Tokenizer, steps: int, seed: int) -> Llama:
    """`steps` batches of 24 talks: the same steps and seed give the same model on the same machine."""
    torch.manual_seed(seed)
    model = empty(tokenizer)
    matrices = [p for n, p in model.named_parameters() if p.ndim == 2 and "embed" not in n]
    others = [p for n, p in model.named_parameters() if p.ndim != 2 or "embed" in n]
    groups = [{"params": matrices, "weight_decay": 0.05}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.95))
    began, average = time.monotonic(), 0.0
    for step, (ids, goal) in zip(range(steps), batches(tokenizer, seed), strict=False):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / 60) * min(1, max(0.02, (1 - step / steps) / 0.5))
        hidden, keep = model(ids)[:, :-1], goal[:, 1:] >= 0
        loss = functional.cross_entropy(model.logits(hidden[keep]), goal[:, 1:][keep])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        average = loss.item() if step == 0 else 0.97 * average + 0.03 * loss.item()
        if (step + 1) % 50 == 0:
            print(f"chat: step {step + 1} of {steps}, loss {average:.3f}, {time.monotonic() - began:.0f}s", flush=True)
    return model


def empty(tokenizer: Tokenizer) -> Llama:
    """The model before training."""
    return Llama(Shape(vocab=tokenizer.get_vocab_size(), dim=160, layers=4, heads=5, hidden=448, context=1024))


def batches(tokenizer: Tokenizer, seed: int) -> Iterator[tuple[Tensor, Tensor]]:
    """(ids, goals) of talks of similar length; a goal is -1 where the tutor does not speak."""
    talker = Talker(seed + 1)
    while True:
        coded = (tokens.encode(tokenizer, talker.talk()) for _ in range(BATCH * POOL))
        talks = sorted(((i[:LONGEST], s[:LONGEST]) for i, s in coded), key=lambda talk: len(talk[0]))
        chunks = [talks[i : i + BATCH] for i in range(0, len(talks), BATCH)]
        talker.learner.random.shuffle(chunks)
        for chunk in chunks:
            longest = max(len(ids) for ids, _ in chunk)
            ids = torch.full((BATCH, longest), tokens.PAD)
            goal = torch.full((BATCH, longest), -1)
            for row, (found, says) in enumerate(chunk):
                ids[row, : len(found)] = torch.tensor(found)
                goal[row, : len(found)] = torch.tensor([t if s else -1 for t, s in zip(found, says, strict=True)])
            yield ids, goal
