"""Tiny GGUF models with random weights and a hand-made tokenizer, for tests and the bench.

    from support.tiny_gguf import make, make_lora

    make(folder / "chat.gguf")                                     # a llama decoder of 0.5 M weights, 2 MB, 0.1 s
    make(folder / "embed.gguf", arch="nomic-bert")                 # an encoder: 128 numbers for a text
    make(folder / "mid.gguf", dim=768, layers=16, heads=12, kv=12, ff=2048, vocab=32000, weights="Q8_0")

They load in llama.cpp, stream, embed and obey grammars; what they say is noise. Needs `gguf` and `numpy` (test only).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, product
from pathlib import Path
from typing import Literal

import gguf
import numpy as np
from gguf import GGMLQuantizationType, TokenType

Arch = Literal["llama", "nomic-bert", "bert"]
Weights = Literal["F32", "F16", "Q8_0"]

FILE_TYPES: Mapping[Weights, int] = {"F32": 0, "F16": 1, "Q8_0": 7}
CHAT_TEMPLATE = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + (m['content'] or '') + '<|im_end|>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


@dataclass
class Vocabulary:
    """Tokens of one tokenizer and the ids of its special ones (names as in `tokenizer.ggml.<name>_token_id`)."""

    model: str
    pre: str
    tokens: list[str] = field(default_factory=list)
    types: list[TokenType] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)

    def add(self, token: str, kind: TokenType = TokenType.NORMAL, score: float = 0.0) -> None:
        """Append one token."""
        self.tokens.append(token)
        self.types.append(kind)
        self.scores.append(score)


def make(
    path: Path,
    *,
    arch: Arch = "llama",
    tokenizer: Literal["spm", "bpe"] = "spm",
    dim: int = 128,
    layers: int = 2,
    heads: int = 4,
    kv: int = 2,
    ff: int = 384,
    ctx: int = 2048,
    vocab: int = 0,
    weights: Weights = "F32",
    seed: int = 0,
    never_ends: bool = False,
    name: str | None = None,
    chat_template: str = CHAT_TEMPLATE,
    says_type: bool = True,
    extra: Mapping[str, str | int | float | bool | list[str]] | None = None,
) -> Path:
    """Write a model and return its path. Q8_0 needs `dim` and `ff` divisible by 32.

    `vocab` is the least number of tokens (filled with short letter groups); `never_ends` makes the end tokens
    practically impossible; `extra` adds metadata keys; `chat_template=""` leaves the template out, `says_type=False` the
    key that names the quantisation.
    """
    words = _encoder_vocabulary() if arch != "llama" else _spm(vocab) if tokenizer == "spm" else _bpe(vocab)
    writer = gguf.GGUFWriter(path, arch)
    writer.add_name(name or f"tiny-{arch}")
    if says_type:
        writer.add_file_type(FILE_TYPES[weights])
    writer.add_quantization_version(2)
    for key, number in {
        "context_length": ctx,
        "embedding_length": dim,
        "block_count": layers,
        "feed_forward_length": ff,
        "attention.head_count": heads,
    }.items():
        writer.add_uint32(f"{arch}.{key}", number)
    _add_vocabulary(writer, words)
    _add_extra(writer, extra or {})
    maker = _Tensors(writer, np.random.default_rng(seed), weights)
    size = _Size(dim, layers, heads, kv, ff, ctx)
    if arch == "llama":
        _llama(maker, words, size, never_ends)
        if chat_template:
            writer.add_chat_template(chat_template)
    else:
        _bert(maker, arch, len(words.tokens), size)
    return _finish(writer, path)


def make_lora(path: Path, *, dim: int = 128, ff: int = 384, layers: int = 2, rank: int = 8, seed: int = 1) -> Path:
    """Write a LoRA adapter that fits `make(arch="llama")` of the same sizes."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", 16.0)
    maker = _Tensors(writer, np.random.default_rng(seed), "F32")
    for layer in range(layers):
        for tensor, inputs in (("attn_q", dim), ("ffn_down", ff)):
            maker.matrix(f"blk.{layer}.{tensor}.weight.lora_a", rank, inputs, std=1.0)
            maker.matrix(f"blk.{layer}.{tensor}.weight.lora_b", dim, rank, std=1.0)
    return _finish(writer, path)


@dataclass(frozen=True)
class _Size:
    dim: int
    layers: int
    heads: int
    kv: int
    ff: int
    ctx: int


class _Tensors:
    """Adds tensors of random weights; shapes are numpy's, [out, in]."""

    def __init__(self, writer: gguf.GGUFWriter, random: np.random.Generator, weights: Weights) -> None:
        self.writer, self.random, self.type = writer, random, GGMLQuantizationType[weights]

    def matrix(
        self,
        name: str,
        rows: int,
        columns: int,
        *,
        std: float | None = None,
        zero_rows: list[int] | None = None,
        plain: bool = False,
    ) -> None:
        """`plain` matrices stay F32 in every quantisation: llama.cpp adds to them or looks rows up in them."""
        data = self.random.standard_normal((rows, columns), dtype=np.float32) * np.float32(std or columns**-0.5)
        data[zero_rows or []] = 0
        if plain or self.type is GGMLQuantizationType.F32:
            self.writer.add_tensor(name, data)
        elif self.type is GGMLQuantizationType.F16:
            self.writer.add_tensor(name, data.astype(np.float16))
        else:
            self.writer.add_tensor(name, gguf.quants.quantize(data, self.type), raw_dtype=self.type)

    def vector(self, name: str, length: int, value: float) -> None:
        """Norms and biases stay F32 in every quantisation."""
        self.writer.add_tensor(name, np.full(length, value, np.float32))


def _llama(maker: _Tensors, words: Vocabulary, size: _Size, never_ends: bool) -> None:
    dim, tokens = size.dim, len(words.tokens)
    maker.writer.add_head_count_kv(size.kv)
    maker.writer.add_layer_norm_rms_eps(1e-5)
    maker.writer.add_rope_dimension_count(dim // size.heads)
    maker.writer.add_rope_freq_base(10000.0)
    maker.writer.add_vocab_size(tokens)
    maker.matrix("token_embd.weight", tokens, dim, std=1.0)
    for layer in range(size.layers):
        for tensor, (rows, columns) in _llama_block(size).items():
            maker.matrix(f"blk.{layer}.{tensor}.weight", rows, columns)
        for norm in ("attn_norm", "ffn_norm"):
            maker.vector(f"blk.{layer}.{norm}.weight", dim, 1.0)
    maker.vector("output_norm.weight", dim, 1.0)
    ends = [words.ids[kind] for kind in ("eos", "eot")]
    maker.matrix("output.weight", tokens, dim, zero_rows=ends if never_ends else None)


def _llama_block(size: _Size) -> dict[str, tuple[int, int]]:
    dim, ff, keys = size.dim, size.ff, size.kv * size.dim // size.heads
    shapes = {"attn_q": (dim, dim), "attn_k": (keys, dim), "attn_v": (keys, dim), "attn_output": (dim, dim)}
    return shapes | {"ffn_gate": (ff, dim), "ffn_up": (ff, dim), "ffn_down": (dim, ff)}


def _bert(maker: _Tensors, arch: Arch, tokens: int, size: _Size) -> None:
    maker.writer.add_layer_norm_eps(1e-12)
    maker.writer.add_causal_attention(False)
    maker.writer.add_pooling_type(gguf.PoolingType.MEAN)
    maker.writer.add_token_type_count(2)
    maker.matrix("token_embd.weight", tokens, size.dim, std=0.5)
    maker.matrix("token_types.weight", 2, size.dim, std=0.1, plain=True)
    if arch == "bert":
        maker.matrix("position_embd.weight", size.ctx, size.dim, std=0.1, plain=True)
    else:
        maker.writer.add_rope_freq_base(1000.0)
    _norm(maker, "token_embd_norm", size.dim)
    for layer in range(size.layers):
        block = f"blk.{layer}."
        for tensor, (rows, columns) in _bert_block(arch, size.dim, size.ff).items():
            maker.matrix(f"{block}{tensor}.weight", rows, columns)
            if arch == "bert":
                maker.vector(f"{block}{tensor}.bias", rows, 0.0)
        _norm(maker, f"{block}attn_output_norm", size.dim)
        _norm(maker, f"{block}layer_output_norm", size.dim)


def _bert_block(arch: Arch, dim: int, ff: int) -> dict[str, tuple[int, int]]:
    shapes = {"attn_output": (dim, dim), "ffn_up": (ff, dim), "ffn_down": (dim, ff)}
    if arch == "bert":
        return shapes | {f"attn_{part}": (dim, dim) for part in "qkv"}
    return shapes | {"attn_qkv": (3 * dim, dim), "ffn_gate": (ff, dim)}


def _norm(maker: _Tensors, name: str, dim: int) -> None:
    maker.vector(f"{name}.weight", dim, 1.0)
    maker.vector(f"{name}.bias", dim, 0.0)


def _spm(least: int) -> Vocabulary:
    words = Vocabulary("llama", "default", flags={"bos": True, "eos": False, "space_prefix": False})
    words.ids = {"unk": 0, "bos": 1, "eos": 2, "eot": 4}
    words.add("<unk>", TokenType.UNKNOWN)
    for special in ("<s>", "</s>", "<|im_start|>", "<|im_end|>"):
        words.add(special, TokenType.CONTROL)
    for byte in range(256):
        words.add(f"<0x{byte:02X}>", TokenType.BYTE)
    for piece in chain("▁", map(chr, range(33, 127))):
        words.add(piece, score=-1000.0)
    for rank, piece in enumerate(_filler(least - len(words.tokens), set(words.tokens)), start=1):
        words.add(piece, score=-float(rank))
    return words


def _bpe(least: int) -> Vocabulary:
    words = Vocabulary("gpt2", "gpt-2", flags={"bos": False}, merges=["t h", "i n", "e r", "a n"])
    for piece in chain(_byte_aliases(), (merge.replace(" ", "") for merge in words.merges)):
        words.add(piece)
    for piece in _filler(least - len(words.tokens) - 3, set(words.tokens)):
        words.add(piece)
    for special in ("<|endoftext|>", "<|im_start|>", "<|im_end|>"):
        words.add(special, TokenType.CONTROL)
    size = len(words.tokens)
    words.ids = {"bos": size - 3, "eos": size - 3, "eot": size - 1, "pad": size - 3}
    return words


def _encoder_vocabulary() -> Vocabulary:
    """llama.cpp's WordPiece: pieces that begin a word carry "▁", those that go on stand bare."""
    words = Vocabulary("bert", "default", flags={"bos": True, "eos": True})
    words.ids = {"pad": 0, "unk": 1, "bos": 2, "eos": 3, "sep": 3, "mask": 4}
    for special in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"):
        words.add(special, TokenType.UNKNOWN if special == "[UNK]" else TokenType.CONTROL)
    for letter in map(chr, range(33, 127)):
        words.add("▁" + letter)
        words.add(letter)
    for word in ("hello", "world", "the", "search_query", "search_document"):
        words.add("▁" + word)
    return words


def _filler(count: int, taken: set[str]) -> Iterator[str]:
    groups = (product("etaoinshrdlucmfwypvbgkjqxz", repeat=length) for length in (2, 3, 4))
    fresh = (piece for piece in map("".join, chain.from_iterable(groups)) if piece not in taken)
    return (piece for _, piece in zip(range(count), fresh, strict=False))


def _byte_aliases() -> list[str]:
    """GPT-2's printable stand-ins for the 256 bytes, in the order of the bytes."""
    printable = {*range(33, 127), *range(161, 173), *range(174, 256)}
    hidden = iter(range(256, 512))
    return [chr(byte if byte in printable else next(hidden)) for byte in range(256)]


def _add_vocabulary(writer: gguf.GGUFWriter, words: Vocabulary) -> None:
    writer.add_tokenizer_model(words.model)
    writer.add_tokenizer_pre(words.pre)
    writer.add_token_list(words.tokens)
    writer.add_token_types(words.types)
    if words.model == "llama":
        writer.add_token_scores(words.scores)
    if words.merges:
        writer.add_token_merges(words.merges)
    for kind, number in words.ids.items():
        key = {"unk": "unknown", "sep": "seperator", "pad": "padding"}.get(kind, kind)  # the format's own spelling
        writer.add_uint32(f"tokenizer.ggml.{key}_token_id", number)
    for kind, flag in words.flags.items():
        key = "add_space_prefix" if kind == "space_prefix" else f"add_{kind}_token"
        writer.add_bool(f"tokenizer.ggml.{key}", flag)


def _add_extra(writer: gguf.GGUFWriter, extra: Mapping[str, str | int | float | bool | list[str]]) -> None:
    for key, value in extra.items():
        if isinstance(value, bool):
            writer.add_bool(key, value)
        elif isinstance(value, int):
            writer.add_uint32(key, value)
        elif isinstance(value, float):
            writer.add_float32(key, value)
        elif isinstance(value, str):
            writer.add_string(key, value)
        else:
            writer.add_array(key, value)


def _finish(writer: gguf.GGUFWriter, path: Path) -> Path:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
