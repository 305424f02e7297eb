"""The chat model's vocabulary: byte-level BPE trained on invented talks, four control tokens, and the chat template."""

import json

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from training.starter.export import Pieces
from training.starter.talk import Talker, Turn

CONTROL = ["<|pad|>", "<|user|>", "<|tutor|>", "<|end|>"]
PAD, USER, TUTOR, END = range(4)
LONGEST = 160
"""Tokens of one learner's message that the model has seen in training."""
TEMPLATE = (
    # Only the last three exchanges are shown. A system message is read (llama.cpp would glue it to the learner's words
    # otherwise) and not shown: the model has never seen one. "<|" is defused, so nobody can forge a control token.
    "{% for m in messages[-7:] %}{% if m['role'] == 'system' %}{% set unused = m['content'] | trim %}"
    "{% elif m['role'] == 'user' %}<|user|>{{ (m['content'] | trim | replace('<|', '< |'))[:400] }}<|end|>"
    "{% elif m['role'] == 'assistant' %}<|tutor|>{{ (m['content'] | trim | replace('<|', '< |'))[:400] }}<|end|>{% endif %}"
    "{% endfor %}{% if add_generation_prompt %}<|tutor|>{% endif %}"
)


def train(size: int, talks: int, seed: int) -> Tokenizer:
    """A tokenizer of `size` tokens."""
    talker, tokenizer = Talker(seed), Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    text = (line for _ in range(talks) for turn in talker.talk() for line in (turn.learner, turn.tutor, turn.tutor))
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(
        text,
        trainers.BpeTrainer(vocab_size=size, special_tokens=CONTROL, initial_alphabet=alphabet, show_progress=False),
    )
    return tokenizer


def pieces(tokenizer: Tokenizer) -> Pieces:
    """The vocabulary as `export.llama` wants it."""
    model = json.loads(tokenizer.to_str())["model"]
    names = sorted(model["vocab"], key=model["vocab"].__getitem__)
    merges = [m if isinstance(m, str) else " ".join(m) for m in model["merges"]]
    return Pieces(names, merges, frozenset(range(len(CONTROL))), END, PAD)


def encode(tokenizer: Tokenizer, turns: list[Turn]) -> tuple[list[int], list[bool]]:
    """Token ids of a talk as the template renders it, and which of them the tutor says."""
    ids, says = list[int](), list[bool]()
    for turn in turns:
        asked = [USER, *tokenizer.encode(turn.learner.strip()).ids[:LONGEST], END, TUTOR]
        answer = [*tokenizer.encode(turn.tutor).ids, END]
        ids += asked + answer
        says += [False] * len(asked) + [True] * len(answer)
    return ids, says
