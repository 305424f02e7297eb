"""Makes the embedder: 768 numbers for a text, a bag of weighted word pieces, written so that an ordinary nomic-bert graph computes it.

* A token's vector is [w * u, c, -c]: u a unit vector of 766 numbers with mean zero, w the token's importance, c such that
  the whole has length 1. So each layer norm only scales, and the last one, whose weight is 0 on the two c, lets
  unimportant words vanish. The one block's attention and feed-forward are zero; the residual path carries the vector.
* Trained on invented text: the same topic is near, the same grammar mistake is near, the same text with typos nearest.

Word order is invisible, and a word that training never met has no relatives.
"""

import random
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import torch
from gguf import GGMLQuantizationType as Quant
from gguf import TokenType
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from torch import Tensor
from torch.nn import functional

from training.starter import mistakes
from training.starter.export import FILE_TYPE, LICENSE, finish, tensor
from training.starter.learner import Learner, content
from training.starter.particulars import Entry, entries
from training.starter.sections import sections

DIM, CARRIED, HIDDEN = 768, 766, 32
CONTROL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
ABOUT = [*content(), "greeting", "thanks", "bye", "grammar", "translate", "tutor", "rude", "loss", "name", "help"]
WORDY = [name for name in content() if len(sections()[name].things) >= 3]
MISTAKES = mistakes.names()
THINGS = 48
"""Particular things in a batch; each must find another wording of itself."""


class Source:
    """Pairs of texts that belong together."""

    def __init__(self, seed: int) -> None:
        self.learner, self.random = Learner(seed), random.Random(seed)

    def text(self, section: str | None = None) -> str:
        return self.learner.message(section or self.random.choice(ABOUT)).text

    def words(self, section: str) -> str:
        """A few bare words of a topic: rare ones meet their relatives more often than in sentences."""
        found = self.learner.sections[section]
        return " ".join(self.random.sample(found.things, 3) + self.random.sample(found.acts or found.things, 1))

    def mistake(self, name: str) -> str:
        return mistakes.sentence(self.random, name)

    def things(self) -> list[Entry]:
        """Some of the particular things that have several wordings."""
        return self.random.sample([entry for entry in entries() if len(entry.phrases) > 1], THINGS)

    def wordings(self, entry: Entry) -> tuple[str, str]:
        """Two wordings of one thing: one as it is, one in a sentence."""
        one, two = self.random.sample(entry.phrases, 2)
        return one, self.learner.particular(replace(entry, phrases=[two])).text

    def noisy(self, text: str) -> str:
        return self.learner.noisy(text, 1.5).lower()


def wordpieces(size: int, seed: int) -> Tokenizer:
    """A WordPiece vocabulary of invented text and of every hand-written word."""
    source, tokenizer = Source(seed), Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    text = [source.text() for _ in range(40000)]
    text += [source.mistake(source.random.choice(MISTAKES)) for _ in range(8000)]
    text += [phrase for entry in entries() for phrase in entry.phrases * 4]
    text += [line for found in sections().values() for lines in found.__dict__.values() for line in lines * 4]
    letters = list("abcdefghijklmnopqrstuvwxyz0123456789'.,!?-")
    trainer = trainers.WordPieceTrainer(
        vocab_size=size, special_tokens=CONTROL, show_progress=False, initial_alphabet=letters
    )
    tokenizer.train_from_iterator(text, trainer)
    return tokenizer


def train(tokenizer: Tokenizer, steps: int, seed: int) -> NDArray[np.float32]:
    """-> the token vectors (vocabulary, 768)."""
    torch.manual_seed(seed)
    source, size = Source(seed + 1), tokenizer.get_vocab_size()
    vectors = torch.nn.Parameter(torch.randn(size, CARRIED) / CARRIED**0.5)
    weights = torch.nn.Parameter(rarity(tokenizer, source))
    optimizer = torch.optim.Adam([{"params": [vectors], "lr": 2e-3}, {"params": [weights], "lr": 2e-2}])
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    began = time.monotonic()
    for step in range(steps):
        loss = contrast(tokenizer, source, vectors, weights)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if (step + 1) % 200 == 0:
            print(
                f"embed: step {step + 1} of {steps}, loss {loss.item():.3f}, {time.monotonic() - began:.0f}s",
                flush=True,
            )
    with torch.no_grad():
        return table(vectors, weights)


def rarity(tokenizer: Tokenizer, source: Source, texts: int = 4000) -> Tensor:
    """Where importance starts: pieces that many texts have matter less (as logits)."""
    seen = np.ones(tokenizer.get_vocab_size())
    for _ in range(texts):
        seen[list(set(tokenizer.encode(source.text()).ids))] += 1
    share = np.clip(np.log(texts / seen) / np.log(texts), 0.08, 0.95)
    return torch.logit(torch.tensor(share, dtype=torch.float32))


def contrast(tokenizer: Tokenizer, source: Source, vectors: Tensor, weights: Tensor) -> Tensor:
    """Loss of one batch: each text must find its partner among all others."""
    names, things = source.random.sample(MISTAKES, 24), source.things()
    owners = [*ABOUT, *names, *WORDY, *(entry.section for entry in things)]
    one, two = ([*map(source.text, ABOUT), *map(source.mistake, names), *map(source.words, WORDY)] for _ in range(2))
    for entry in things:
        for texts, wording in zip((one, two), source.wordings(entry), strict=True):
            texts.append(wording)
    clean = [source.text() for _ in range(48)]
    texts = one + two + clean + [source.noisy(t) for t in clean]
    a, b, c, n = bag(tokenizer, texts, vectors, weights).split([len(one), len(two), len(clean), len(clean)])
    goal = torch.arange(len(one))
    alike = torch.tensor([[i != k and x == y for k, y in enumerate(owners)] for i, x in enumerate(owners)])
    together = functional.cross_entropy((a @ b.T / 0.1).masked_fill(alike, -1e4), goal)
    return together + 0.7 * functional.cross_entropy(c @ n.T / 0.05, torch.arange(len(clean)))


def bag(tokenizer: Tokenizer, texts: list[str], vectors: Tensor, weights: Tensor) -> Tensor:
    """Unit vector of each text: the weighted sum of its pieces."""
    ids = [e.ids[:96] or [1] for e in tokenizer.encode_batch(texts, add_special_tokens=False)]
    flat = torch.tensor([i for row in ids for i in row])
    owner = torch.tensor([k for k, row in enumerate(ids) for _ in row])
    found = unit(vectors[flat]) * torch.sigmoid(weights[flat]).unsqueeze(1)
    return functional.normalize(torch.zeros(len(texts), CARRIED).index_add(0, owner, found), dim=1)


def unit(rows: Tensor) -> Tensor:
    return functional.normalize(rows - rows.mean(1, keepdim=True), dim=1)


def table(vectors: Tensor, weights: Tensor) -> NDArray[np.float32]:
    """[w * u, c, -c] for each token. Control tokens say nothing; [UNK] and [CLS] a little, so that no text is zero."""
    w = torch.sigmoid(weights).unsqueeze(1)
    w[: len(CONTROL)] = 0
    w[1], w[2] = 0.15, 0.02
    c = ((1 - w**2) / 2).sqrt()
    found: NDArray[np.float32] = torch.cat([w * unit(vectors), c, -c], 1).numpy().astype(np.float32)
    return found


def write(path: Path, tokenizer: Tokenizer, vectors: NDArray[np.float32], texts: dict[str, str]) -> None:
    """The GGUF, Q8_0; the block of zeros is Q4_0, which keeps zeros exactly and takes half the room."""
    w = gguf.GGUFWriter(path, "nomic-bert")
    for key, value in texts.items():
        w.add_string(key, value)
    w.add_license(LICENSE)
    w.add_file_type(FILE_TYPE[Quant.Q8_0])
    w.add_quantization_version(gguf.GGML_QUANT_VERSION)
    w.add_context_length(2048)
    w.add_embedding_length(DIM)
    w.add_block_count(1)
    w.add_feed_forward_length(HIDDEN)
    w.add_head_count(12)
    w.add_layer_norm_eps(1e-12)
    w.add_causal_attention(False)
    w.add_pooling_type(gguf.PoolingType.MEAN)
    w.add_rope_freq_base(1000.0)
    _vocabulary(w, tokenizer)
    _tensors(w, vectors)
    finish(w)


def _vocabulary(w: gguf.GGUFWriter, tokenizer: Tokenizer) -> None:
    pieces = sorted(tokenizer.get_vocab(), key=tokenizer.get_vocab().__getitem__)
    w.add_tokenizer_model("bert")
    w.add_tokenizer_pre("default")
    # llama.cpp marks beginnings of words, WordPiece their continuations.
    w.add_token_list([p if p in CONTROL else p[2:] if p.startswith("##") else "▁" + p for p in pieces])
    kinds = {"[UNK]": TokenType.UNKNOWN} | {c: TokenType.CONTROL for c in CONTROL if c != "[UNK]"}
    w.add_token_types([kinds.get(p, TokenType.NORMAL) for p in pieces])
    w.add_token_type_count(2)
    w.add_pad_token_id(0)
    w.add_unk_token_id(1)
    w.add_bos_token_id(2)
    w.add_eos_token_id(3)
    w.add_sep_token_id(3)
    w.add_mask_token_id(4)
    w.add_add_bos_token(True)
    w.add_add_eos_token(True)


def _tensors(w: gguf.GGUFWriter, vectors: NDArray[np.float32]) -> None:
    ones, zeros = np.ones(DIM, np.float32), np.zeros(DIM, np.float32)
    last = ones.copy()
    last[CARRIED:] = 0
    tensor(w, "token_embd.weight", vectors, Quant.Q8_0)
    tensor(w, "token_types.weight", np.zeros((2, DIM), np.float32), Quant.F32)
    shapes: dict[str, Any] = {
        "attn_qkv": (3 * DIM, DIM), "attn_output": (DIM, DIM), "ffn_gate": (HIDDEN, DIM), "ffn_up": (HIDDEN, DIM),
        "ffn_down": (DIM, HIDDEN),
    }  # fmt: skip
    for name, shape in shapes.items():
        tensor(w, f"blk.0.{name}.weight", np.zeros(shape, np.float32), Quant.Q4_0)
    norms = {"token_embd_norm": ones, "blk.0.attn_output_norm": ones, "blk.0.layer_output_norm": last}
    for name, weight in norms.items():
        tensor(w, f"{name}.weight", weight, Quant.F32)
        tensor(w, f"{name}.bias", zeros, Quant.F32)
