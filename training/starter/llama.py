"""A Llama small enough to read: pre-norm blocks, rotary positions, SwiGLU, tied token vectors.

Rotary pairs are neighbours (2i, 2i+1), the order that llama.cpp's `llama` architecture reads, so that exporting copies
weights as they are. Knows nothing of text, training or files.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True)
class Shape:
    """Sizes of a model; `context` is the longest sequence it was made for, in tokens."""

    vocab: int
    dim: int
    layers: int
    heads: int
    hidden: int
    context: int
    rope_base: float = 10000.0
    eps: float = 1e-5


class Norm(nn.Module):
    """Root mean square norm."""

    def __init__(self, dim: int, eps: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + self.eps) * self.weight


def rotate(x: Tensor, angles: Tensor) -> Tensor:
    """Turns each pair of neighbours of x (..., time, width) by its angle (time, width / 2)."""
    even, odd = x[..., 0::2], x[..., 1::2]
    cos, sin = angles.cos(), angles.sin()
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), dim=-1).flatten(-2)


class Block(nn.Module):
    """Attention and feed-forward, each added to what came in."""

    def __init__(self, s: Shape) -> None:
        super().__init__()
        self.heads = s.heads
        self.attn_norm, self.ffn_norm = Norm(s.dim, s.eps), Norm(s.dim, s.eps)
        self.q, self.k, self.v, self.o = (nn.Linear(s.dim, s.dim, bias=False) for _ in range(4))
        self.gate, self.up = (nn.Linear(s.dim, s.hidden, bias=False) for _ in range(2))
        self.down = nn.Linear(s.hidden, s.dim, bias=False)

    def forward(self, x: Tensor, angles: Tensor) -> Tensor:
        batch, time, dim = x.shape
        h = self.attn_norm(x)
        q, k, v = (w(h).view(batch, time, self.heads, -1).transpose(1, 2) for w in (self.q, self.k, self.v))
        mixed = functional.scaled_dot_product_attention(rotate(q, angles), rotate(k, angles), v, is_causal=True)
        x = x + self.o(mixed.transpose(1, 2).reshape(batch, time, dim))
        h = self.ffn_norm(x)
        return x + self.down(functional.silu(self.gate(h)) * self.up(h))


class Llama(nn.Module):
    """Token ids (batch, time) -> hidden states (batch, time, dim); `logits` turns those into scores of the next token."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embed = nn.Embedding(shape.vocab, shape.dim)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = Norm(shape.dim, shape.eps)
        self.apply(self._start)

    @staticmethod
    def _start(module: nn.Module) -> None:
        if isinstance(module, nn.Linear | nn.Embedding):
            nn.init.normal_(module.weight, std=0.05)

    def angles(self, time: int) -> Tensor:
        width = self.shape.dim // self.shape.heads
        speed = self.shape.rope_base ** (-torch.arange(0, width, 2).float() / width)
        return torch.outer(torch.arange(time).float(), speed)

    def forward(self, ids: Tensor) -> Tensor:
        x, angles = self.embed(ids), self.angles(ids.shape[1])
        for block in self.blocks:
            x = block(x, angles)
        return self.norm(x)

    def logits(self, hidden: Tensor) -> Tensor:
        return functional.linear(hidden, self.embed.weight)
