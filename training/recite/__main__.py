"""Trains a tiny Llama to recite tests/support/recite.txt, and proves it: `python -m training.recite`.

The test bed of "a reply survives its worker": whatever is asked, greedy decoding says the same 500 words, and given any
part of them as the beginning of its answer the model goes on with exactly the rest. Tokens are single bytes, so a text
cut anywhere has the same tokens as the whole, and the prompt is constant, so that every byte always has the same place.
"""

import argparse
import random
import time
from pathlib import Path
from typing import Any

import torch
import xllamacpp
from gguf import GGMLQuantizationType
from torch.nn import functional

from training.starter.export import Pieces, llama
from training.starter.llama import Llama, Shape

SUPPORT = Path(__file__).parents[2] / "tests" / "support"
CONTROL = ["<|pad|>", "<|user|>", "<|tutor|>", "<|end|>"]
PAD, USER, TUTOR, END = range(4)
ASKED = "Recite."
# Every message is read, so that llama.cpp sees a template that wants them, but none changes the prompt.
TEMPLATE = (
    "{% for m in messages %}{% set unused = m['content'] %}{% endfor %}"
    "<|user|>" + ASKED + "<|end|>{% if add_generation_prompt %}<|tutor|>{% endif %}"
)
BYTES = {b: len(CONTROL) + b for b in range(256)}


def ids_of(text: str) -> list[int]:
    """Token ids: one for each byte of the UTF-8 text."""
    return [BYTES[b] for b in text.encode()]


def pieces() -> Pieces:
    """The vocabulary: four control tokens, then the 256 bytes in the letters that byte-level BPE writes them with.

    llama.cpp wants at least one merge; this one joins two bytes that no UTF-8 text contains.
    """
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {b: chr(b) for b in printable}
    letters |= {b: chr(256 + i) for i, b in enumerate(b for b in range(256) if b not in letters)}
    impossible = f"{letters[0xFE]} {letters[0xFF]}"
    return Pieces(CONTROL + [letters[b] for b in range(256)], [impossible], frozenset(range(len(CONTROL))), END, PAD)


def train(text: str, seconds: float, seed: int) -> Llama:
    """Reads the one sequence again and again until every byte is nearly certain, or `seconds` have passed."""
    torch.manual_seed(seed)
    prompt = [USER, *ids_of(ASKED), END, TUTOR]
    ids = torch.tensor([prompt + ids_of(text) + [END]])
    model = Llama(Shape(vocab=260, dim=96, layers=2, heads=3, hidden=256, context=4096))
    optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3, betas=(0.9, 0.95), weight_decay=0.0)
    start, step, worst = time.monotonic(), 0, 0.0
    while worst < 0.997 and (spent := (time.monotonic() - start) / seconds) < 1:
        optimizer.param_groups[0]["lr"] = 4e-3 * min(1, (step + 1) / 30) * max(0.05, 1 - spent)
        logits = model.logits(model(ids[:, :-1])[:, len(prompt) - 1 :])[0]
        goal = ids[0, len(prompt) :]
        loss = functional.cross_entropy(logits, goal)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        worst = logits.detach().softmax(-1).gather(1, goal[:, None]).min().item()
        if step % 20 == 0:
            print(
                f"step {step} loss {loss.item():.5f} least certain {worst:.3f} {time.monotonic() - start:.0f}s",
                flush=True,
            )
    return model


def serve(path: Path) -> Any:
    """llama.cpp in this process, one slot."""
    p = xllamacpp.CommonParams()
    p.model.path = str(path)
    p.n_ctx, p.n_parallel, p.warmup, p.n_gpu_layers = 4096, 1, False, 0
    p.cache_ram_mib = 64
    p.cpuparams.n_threads = p.cpuparams_batch.n_threads = 1
    return xllamacpp.Server(p)


def go_on(server: Any, sent: str) -> str:
    """What the model says after `sent`, greedily."""
    messages = [{"role": "system", "content": "You are a tutor."}, {"role": "user", "content": "Hello!"}]
    if sent:
        messages.append({"role": "assistant", "content": sent})
    chunks: list[dict[str, Any]] = []
    body = {"messages": messages, "temperature": 0, "max_tokens": 3600, "stream": True}
    server.handle_chat_completions(body, chunks.append)  # a whole answer would begin with `sent`, a stream does not
    deltas = (choice["delta"] for chunk in chunks for choice in chunk.get("choices", []))
    return "".join(delta.get("content") or "" for delta in deltas)


def prove(path: Path, text: str, cuts: int, seed: int) -> list[int]:
    """-> the cuts (in characters) after which the model did not say exactly the rest; 0 is the whole text."""
    server, pick = serve(path), random.Random(seed)
    places = [0, *(pick.randrange(1, len(text)) for _ in range(cuts))]
    return [at for at in places if go_on(server, text[:at]) != text[at:]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=420)
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--only-prove", action="store_true", help="test the file that is there")
    options = parser.parse_args()
    torch.set_num_threads(2)
    text, path = (SUPPORT / "recite.txt").read_text().strip(), SUPPORT / "recite.gguf"
    if not options.only_prove:
        model = train(text, options.seconds, seed=1)
        about = {"general.name": "recite", "general.description": "Says one text by heart; a test bed of this project."}
        llama(path, model, pieces(), TEMPLATE, about, GGMLQuantizationType.F32)
    wrong = prove(path, text, options.cuts, seed=2)
    print(f"{options.cuts + 1 - len(wrong)} of {options.cuts + 1} beginnings went on exactly; wrong at {wrong}")


if __name__ == "__main__":
    main()
