"""A GGUF model that says one thing, whatever it is asked: for tests of what becomes of a reply on its way to a client.

    from support.parrot import TOOLS, parrot

    parrot(folder / "m.gguf", ["Good ", "morning."])
    parrot(folder / "t.gguf", ['<tool_call>{"name": "f", "arguments": {}}</tool_call>'], template=TOOLS)

Each part is one token, and no weight but those of the embedding and of the output says anything: a part calls the next one,
the last one the end, and everything else the first one. Parts must differ. Needs `gguf` and `numpy` (test only).
"""

from collections.abc import Sequence
from pathlib import Path

import gguf
import numpy as np

from support.tiny_gguf import CHAT_TEMPLATE, _add_vocabulary, _finish, _spm

DIM, FF = 32, 32
TOOLS = (
    "{%- if tools %}{{- '<|im_start|>system\n# Tools\n<tools>' }}{%- for tool in tools %}{{- '\n' + (tool | tojson) }}{%- endfor %}"
    '{{- \'\n</tools>\nReturn <tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call><|im_end|>\n\' }}'
    "{%- endif %}{%- for m in messages %}{%- if m.role == 'assistant' and m.tool_calls %}"
    "{{- '<|im_start|>assistant\n' + (m.content or '') }}"
    '{%- for call in m.tool_calls %}{{- \'<tool_call>\n{"name": "\' + call.function.name + \'", "arguments": \' }}'
    "{{- call.function.arguments | tojson }}{{- '}\n</tool_call>' }}{%- endfor %}{{- '<|im_end|>\n' }}"
    "{%- elif m.role == 'tool' %}{{- '<|im_start|>user\n<tool_response>\n' + m.content + '\n</tool_response><|im_end|>\n' }}"
    "{%- else %}{{- '<|im_start|>' + m.role + '\n' + (m.content or '') + '<|im_end|>\n' }}{%- endif %}{%- endfor %}"
    "{%- if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}{%- endif %}"
)
"""A template in the manner of Qwen 2.5, which llama.cpp knows how to take calls out of."""


def parrot(path: Path, parts: Sequence[str], *, template: str = CHAT_TEMPLATE, ctx: int = 2048) -> Path:
    """Write the model and return its path; at most 30 parts. `template=""` leaves the template out."""
    words = _spm(0)
    first = len(words.tokens)
    for part in parts:
        words.add(part.replace(" ", "▁"), score=-2000.0)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("parrot")
    writer.add_file_type(0)
    for key, number in _sizes(ctx).items():
        writer.add_uint32(f"llama.{key}", number)
    writer.add_layer_norm_rms_eps(1e-5)
    _add_vocabulary(writer, words)
    if template:
        writer.add_chat_template(template)
    _add_weights(writer, len(words.tokens), first, len(parts), words.ids["eot"])
    return _finish(writer, path)


def _sizes(ctx: int) -> dict[str, int]:
    return {
        "context_length": ctx,
        "embedding_length": DIM,
        "block_count": 1,
        "feed_forward_length": FF,
        "attention.head_count": 1,
        "attention.head_count_kv": 1,
        "rope.dimension_count": DIM,
    }


def _add_weights(writer: gguf.GGUFWriter, tokens: int, first: int, parts: int, end: int) -> None:
    """Coordinate 0 stands for "nothing said yet", coordinate i for "the part i was said last"."""
    embedding, output = np.zeros((tokens, DIM), np.float32), np.zeros((tokens, DIM), np.float32)
    embedding[:, 0] = 1
    for said in range(1, parts + 1):
        embedding[first + said - 1] = np.eye(DIM, dtype=np.float32)[said]
        output[first + said - 1, said - 1] = 20
    output[end, parts] = 20
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output.weight", output)
    writer.add_tensor("output_norm.weight", np.ones(DIM, np.float32))
    for name in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"):
        writer.add_tensor(f"blk.0.{name}.weight", np.zeros((DIM, DIM), np.float32))
    for name in ("attn_norm", "ffn_norm"):
        writer.add_tensor(f"blk.0.{name}.weight", np.ones(DIM, np.float32))
