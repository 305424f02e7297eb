"""Writes the models as GGUF, the file format of llama.cpp.

Knows the names that llama.cpp expects of tensors and keys; knows nothing of how the weights came about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Quant
from gguf import TokenType
from numpy.typing import NDArray

from training.starter.llama import Llama

FILE_TYPE = {Quant.F32: 0, Quant.F16: 1, Quant.Q8_0: 7}
LICENSE = "Apache-2.0"


@dataclass(frozen=True)
class Pieces:
    """A byte-level BPE vocabulary: tokens by id, merges in order, ids that are control tokens."""

    tokens: Sequence[str]
    merges: Sequence[str]
    control: frozenset[int]
    end: int
    pad: int


def llama(path: Path, model: Llama, pieces: Pieces, template: str, texts: Mapping[str, str], quant: Quant) -> None:
    """Writes a Llama with its vocabulary and chat template; `texts` are further keys, `general.name` among them."""
    s = model.shape
    w = gguf.GGUFWriter(path, "llama")
    _describe(w, texts, quant)
    w.add_context_length(s.context)
    w.add_embedding_length(s.dim)
    w.add_block_count(s.layers)
    w.add_feed_forward_length(s.hidden)
    w.add_head_count(s.heads)
    w.add_head_count_kv(s.heads)
    w.add_layer_norm_rms_eps(s.eps)
    w.add_rope_freq_base(s.rope_base)
    w.add_rope_dimension_count(s.dim // s.heads)
    w.add_vocab_size(s.vocab)
    _byte_level(w, pieces)
    w.add_chat_template(template)
    for name, weight in _llama_tensors(model):
        tensor(w, name, weight, quant)
    finish(w)


def _describe(w: gguf.GGUFWriter, texts: Mapping[str, str], quant: Quant) -> None:
    for key, value in texts.items():
        w.add_string(key, value)
    w.add_license(LICENSE)
    w.add_file_type(FILE_TYPE[quant])
    w.add_quantization_version(gguf.GGML_QUANT_VERSION)


def _byte_level(w: gguf.GGUFWriter, pieces: Pieces) -> None:
    w.add_tokenizer_model("gpt2")
    w.add_tokenizer_pre("gpt-2")
    w.add_token_list(list(pieces.tokens))
    w.add_token_types(
        [TokenType.CONTROL if i in pieces.control else TokenType.NORMAL for i in range(len(pieces.tokens))]
    )
    w.add_token_merges(list(pieces.merges))
    w.add_eos_token_id(pieces.end)
    w.add_pad_token_id(pieces.pad)
    w.add_add_bos_token(False)
    w.add_add_eos_token(False)


def _llama_tensors(model: Llama) -> list[tuple[str, NDArray[np.float32]]]:
    named = [("token_embd", model.embed.weight), ("output_norm", model.norm.weight)]
    for i, b in enumerate(model.blocks):
        parts = {
            "attn_norm": b.attn_norm, "attn_q": b.q, "attn_k": b.k, "attn_v": b.v, "attn_output": b.o,
            "ffn_norm": b.ffn_norm, "ffn_gate": b.gate, "ffn_up": b.up, "ffn_down": b.down,
        }  # fmt: skip
        named += [(f"blk.{i}.{name}", part.weight) for name, part in parts.items()]
    return [(f"{name}.weight", weight.detach().float().numpy()) for name, weight in named]


def tensor(w: gguf.GGUFWriter, name: str, weight: NDArray[np.float32], quant: Quant) -> None:
    """Adds one tensor; vectors stay F32 whatever `quant` says."""
    kept = quant if weight.ndim > 1 else Quant.F32
    w.add_tensor(name, weight if kept == Quant.F32 else gguf.quants.quantize(weight, kept), raw_dtype=kept)


def finish(w: gguf.GGUFWriter) -> None:
    """Writes everything that was added and closes the file."""
    w.write_header_to_file()
    w.write_kv_data_to_file()
    w.write_tensors_to_file()
    w.close()
