"""Makes both starter models from the hand-written text of this folder: `python -m training.starter` (README.md).

Five trainings on fixed seeds; `--only topic|acts|chat|embed` repeats one (chat needs topic), and `--only pack` only writes the
text of this folder into the chat model again.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import torch
from gguf import GGMLQuantizationType
from tokenizers import Tokenizer

from training.starter import act_model, acts, chat, embed, export, particulars, talk, tokens, topic
from tutorfleet.worker import particulars as things
from tutorfleet.worker.listening import ROWS_KEY
from tutorfleet.worker.starter import LINES_KEY, TOPICS_KEY

FILES = Path(__file__).parents[2] / "src" / "tutorfleet" / "models" / "starter"
NOTE = (
    "Starter model made by this project from sentences that it generates; "
    "it shows the whole system working without a download."
)
PARTS = ("topic.json", "acts.json", "chat.pt")
"""What lies between the trainings and the packing."""
ABOUT_CHAT = (
    "A very small English conversation partner. It answers with written sentences chosen by topic; "
    "it is of no use as a general language model."
)
ABOUT_EMBED = "A bag of weighted word pieces, 768 numbers, for short texts of learners of English."


def make_topic(work: Path) -> None:
    """The topic model, as JSON in the work folder."""
    packed = topic.train(messages=200_000, epochs=4, seed=11)
    (work / "topic.json").write_text(json.dumps(packed, separators=(",", ":")))


def make_acts(work: Path) -> None:
    """The act model, as JSON in the work folder."""
    (work / "acts.json").write_text(_json(act_model.fit(acts.messages())))


def make_chat(work: Path, steps: int) -> None:
    """Tokenizer and Llama, in the work folder."""
    tokenizer = tokens.train(size=3072, talks=8000, seed=3)
    tokenizer.save(str(work / "chat.json"))
    torch.save(chat.train(tokenizer, steps, seed=7).state_dict(), work / "chat.pt")


def pack_chat(work: Path) -> None:
    """chat.gguf: what lies in the work folder, with the tutor's lines and the words that name topics as they are now."""
    tokenizer = Tokenizer.from_file(str(work / "chat.json"))
    model = chat.empty(tokenizer)
    model.load_state_dict(torch.load(work / "chat.pt", weights_only=True))
    index, text = particulars.packed()
    heard = json.loads((work / "acts.json").read_text()) | {"apt": acts.aptness()}
    known = particulars.known(index) | {"acts": heard}
    topics = json.loads((work / "topic.json").read_text()) | {"keys": topic.keys(), "known": known}
    texts = _texts("starter-chat", ABOUT_CHAT) | {
        ROWS_KEY: topics.pop("rows"),
        TOPICS_KEY: _json(topics),
        things.KEY: text,
    }
    texts[LINES_KEY] = _json(dict(talk.book().sections))
    path = FILES / "chat.gguf"
    export.llama(path, model, tokens.pieces(tokenizer), tokens.TEMPLATE, texts, GGMLQuantizationType.Q8_0)
    print(f"{path.name}: {path.stat().st_size} bytes", flush=True)


def make_embed(steps: int) -> None:
    """embed.gguf."""
    tokenizer = embed.wordpieces(size=7000, seed=3)
    path = FILES / "embed.gguf"
    embed.write(path, tokenizer, embed.train(tokenizer, steps, seed=4), _texts("starter-embed", ABOUT_EMBED))
    print(f"{path.name}: {path.stat().st_size} bytes", flush=True)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _texts(name: str, about: str) -> dict[str, str]:
    return {"general.name": name, "general.description": about, "tutorfleet.starter.note": NOTE}


def main() -> None:
    parser: Any = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("topic", "acts", "chat", "pack", "embed"))
    parser.add_argument(
        "--work", type=Path, default=Path("training/out"), help="folder of what lies between two trainings"
    )
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--chat-steps", type=int, default=1000)
    parser.add_argument("--embed-steps", type=int, default=1200)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    if options.only in (None, "topic"):
        make_topic(options.work)
    if options.only in (None, "acts"):
        make_acts(options.work)
    if options.only in (None, "chat"):
        make_chat(options.work, options.chat_steps)
    if options.only != "embed" and all((options.work / name).exists() for name in PARTS):
        pack_chat(options.work)
    if options.only in (None, "embed"):
        make_embed(options.embed_steps)


if __name__ == "__main__":
    main()
