"""Makes both starter models from the hand-written text of this folder: `python -m training.starter` (README.md).

Four trainings on fixed seeds, about 20 minutes on two cores; `--only topic|chat|embed` repeats one (chat needs topic).
"""

import argparse
import json
import os
from pathlib import Path
from typing import Any

import torch
from gguf import GGMLQuantizationType

from training.starter import chat, embed, export, talk, tokens, topic
from tutorfleet.worker.starter import LINES_KEY, TOPICS_KEY

FILES = Path(__file__).parents[2] / "src" / "tutorfleet" / "models" / "starter"
NOTE = (
    "Starter model made by this project from sentences that it generates; "
    "it shows the whole system working without a download."
)
ABOUT_CHAT = (
    "A very small English conversation partner. It answers with written sentences chosen by topic; "
    "it is of no use as a general language model."
)
ABOUT_EMBED = "A bag of weighted word pieces, 768 numbers, for short texts of learners of English."


def make_topic(work: Path) -> None:
    """The topic model, as JSON in the work folder."""
    packed = topic.train(messages=200_000, epochs=4, seed=11)
    (work / "topic.json").write_text(json.dumps(packed, separators=(",", ":")))


def make_chat(work: Path, steps: int) -> None:
    """chat.gguf: tokenizer, Llama, and the topic model with the tutor's lines inside."""
    tokenizer = tokens.train(size=3072, talks=8000, seed=3)
    model = chat.train(tokenizer, steps, seed=7)
    lines = json.dumps(dict(talk.book().sections), ensure_ascii=False, separators=(",", ":"))
    texts = _texts("starter-chat", ABOUT_CHAT) | {LINES_KEY: lines, TOPICS_KEY: (work / "topic.json").read_text()}
    path = FILES / "chat.gguf"
    export.llama(path, model, tokens.pieces(tokenizer), tokens.TEMPLATE, texts, GGMLQuantizationType.Q8_0)
    print(f"{path.name}: {path.stat().st_size} bytes", flush=True)


def make_embed(steps: int) -> None:
    """embed.gguf."""
    tokenizer = embed.wordpieces(size=7000, seed=3)
    path = FILES / "embed.gguf"
    embed.write(path, tokenizer, embed.train(tokenizer, steps, seed=4), _texts("starter-embed", ABOUT_EMBED))
    print(f"{path.name}: {path.stat().st_size} bytes", flush=True)


def _texts(name: str, about: str) -> dict[str, str]:
    return {"general.name": name, "general.description": about, "tutorfleet.starter.note": NOTE}


def main() -> None:
    parser: Any = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("topic", "chat", "embed"))
    parser.add_argument(
        "--work", type=Path, default=Path("training/out"), help="folder of what lies between two trainings"
    )
    parser.add_argument("--chat-steps", type=int, default=2000)
    parser.add_argument("--embed-steps", type=int, default=1500)
    options = parser.parse_args()
    torch.set_num_threads(min(2, os.cpu_count() or 1))
    options.work.mkdir(parents=True, exist_ok=True)
    if options.only in (None, "topic"):
        make_topic(options.work)
    if options.only in (None, "chat"):
        make_chat(options.work, options.chat_steps)
    if options.only in (None, "embed"):
        make_embed(options.embed_steps)


if __name__ == "__main__":
    main()
