"""Reads the two shipped models back through llama.cpp, as a worker does, and prints what they say.

    python -m training.starter.evaluate replies held_out_1.txt [--tsv]   # any file of messages or talks, here or elsewhere
    python -m training.starter.evaluate table training/starter/judged/*.tsv
    python -m training.starter.evaluate embed

Whether a reply fits is for a reader to say (`judged.py`); this prints replies, repetitions and speed. `embed` has hand-written triples.
"""

import argparse
import json
import re
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import xllamacpp
from numpy.typing import NDArray

from training.starter import judged
from training.starter.sections import cases, talks
from tutorfleet.worker.starter import Starter

FILES = Path(__file__).parents[2] / "src" / "tutorfleet" / "models" / "starter"
TRIPLES = [
    ("I love my dog", "My puppy sleeps on the sofa", "The exam was difficult"),
    ("I ate fried rice this morning", "Noodles with chicken are delicious", "My laptop is broken"),
    ("She don't like coffee", "He don't play tennis", "We visited London last year"),
    ("Yesterday I go to the cinema", "The movie last night was scary", "My brother is a nurse"),
    ("I have a headache", "He went to the hospital with fever", "I bought new shoes"),
    ("We won the football match", "He plays basketball every week", "My mother cooks soup"),
    ("I am nervous about the test", "Tomorrow we have a final exam", "I like sunny weather"),
    ("My boss gave me more work", "I have a meeting in the office", "The cat eats fish"),
    ("It rains every day here", "The weather is cold and cloudy", "I play the guitar"),
    ("I want to visit Japan", "Our flight to Bali was late", "My phone battery is low"),
    ("I feel very lonely", "I was sad and cried", "The train was full"),
    ("He listens to jazz", "Her favorite singer gave a concert", "I need to save money"),
    ("Thank you so much", "thanks for your help", "What is the past tense of go?"),
    ("I have lived here since two years", "She works here since three years", "There is a big tree"),
    ("My sister have two children", "My cousin is a baby", "The restaurant was expensive"),
    ("I am agree with you", "They are agree with me", "The bus is late"),
    ("Programming a website is hard", "I learn computer networks", "Grandmother makes tea"),
    ("I bought two informations", "He gave me an advice", "Summer is hot"),
    ("My grandfather passed away", "We were at the funeral", "Let's play a video game"),
    ("I can swims", "She can sings", "My room is small"),
    # Written for this project after the vocabulary, before the embedder was trained.
    ("The roof of our house is leaking", "My neighbours upstairs are noisy", "He scored a penalty"),
    ("I owe money to my cousin", "The rent is due on Friday", "The whale swam near our boat"),
    ("Did you went to the party?", "I didn't saw him yesterday", "Onions make me cry"),
    ("My wrist hurts since the accident", "The nurse gave me a bandage", "I downloaded a new game"),
    ("I very like dancing", "She very love chocolate", "The lecture was cancelled"),
    ("We hiked up a volcano at sunrise", "The forest was quiet and green", "My boss cancelled the meeting"),
    ("Our team lost the final", "The referee gave a red card", "I need a bigger suitcase"),
    ("He is more taller than me", "This bag is more cheaper", "Where is the toilet?"),
    ("I proposed to my girlfriend", "The bride wore a white dress", "My printer does not work"),
    ("There is many people", "There is two cats", "I drink green tea"),
]

SAME_MISTAKE = [
    # Sentences that are in no frame and in no rule's examples.
    ("She enjoy to swim in the sea", "My cousin enjoys to paint"),
    ("He is good in math", "My sister is good in dancing"),
    ("I have two childs", "There are three childs in the house"),
    ("He gave me many advices", "We need some informations"),
    ("I didn't went there", "She didn't bought it"),
    ("He can plays chess", "They must goes home"),
    ("I am staying in this flat since 2011", "He works at the port since May"),
    ("More cheaper than yesterday", "This road is more longer"),
    ("I am agree", "She is agree with him"),
    ("Everybody are tired", "Everyone have a bicycle"),
]


class Chat:
    """The chat model in this process, planned by `Starter`."""

    def __init__(self, path: Path) -> None:
        starter = Starter.from_file(path)
        assert starter is not None, f"{path} is not a starter model"
        self.starter, self.server = starter, xllamacpp.Server(_params(path, 1024))
        self.planned, self.took = list[float](), list[float]()

    def reply(self, messages: list[dict[str, str]], seed: int = 1) -> str:
        """What a learner would see."""
        began = time.perf_counter()
        plan = self.starter.chat(messages, seed)
        self.planned.append(time.perf_counter() - began)
        text = plan.text if plan.text is not None else self._said(messages, dict(plan.params))
        self.took.append(time.perf_counter() - began)
        return text

    def _said(self, messages: list[dict[str, str]], params: dict[str, Any]) -> str:
        chunks: list[dict[str, Any]] = []
        self.server.handle_chat_completions({"messages": messages, "stream": True, **params}, chunks.append)
        deltas = (choice["delta"] for chunk in chunks for choice in chunk.get("choices", []))
        return "".join(delta.get("content") or "" for delta in deltas)


def _params(path: Path, context: int) -> Any:
    p = xllamacpp.CommonParams()
    p.model.path = str(path)
    p.n_ctx, p.n_parallel, p.warmup, p.n_gpu_layers, p.cache_ram_mib = context, 1, False, 0, 64
    p.cpuparams.n_threads = p.cpuparams_batch.n_threads = 1
    return p


def answered(name: str, chat: Chat) -> Iterator[tuple[str, str, str, bool]]:
    """(about, message, reply, whether a line is said again in its talk) for each message of a file."""
    count = 0
    for label, learner in _talks(name):
        messages: list[dict[str, str]] = []
        said = ""
        for text in learner:
            messages.append({"role": "user", "content": text})
            reply = chat.reply(messages, seed=count)
            repeats = any(sentence in said for sentence in re.findall(r"[^.!?]+[.!?]", reply))
            said, count = f"{said}{reply} ", count + 1
            messages.append({"role": "assistant", "content": reply})
            yield label, text, reply, repeats


def replies(name: str, model: Path, tsv: bool) -> None:
    """Prints each message with its reply: to be read (a star marks a talk's repeated line), or as a file to be judged."""
    chat = Chat(model)
    found = [*answered(name, chat)]
    if tsv:
        rows = [judged.Row(judged.OPEN, about, text, reply) for about, text, reply, _ in found]
        print(judged.written(Path(name).name, model, rows), end="")
        return
    for about, text, reply, repeats in found:
        print(f"({about}) {text}\n   {'*' if repeats else ' '}-> {reply}")
    repeated = sum(repeats for *_, repeats in found)
    planned, took = (statistics.median(x) * 1000 for x in (chat.planned, chat.took))
    print(f"{len(found)} replies, {repeated} repeat a line; median {planned:.1f} ms to plan, {took:.1f} ms in all")


def _talks(name: str) -> list[tuple[str, list[str]]]:
    said = talks(name)
    if any(len(turns) > 1 for turns in said):
        return [(f"talk {i}", turns) for i, turns in enumerate(said, 1)]
    return [(label, [message]) for label, message in cases(name)]


def embed() -> None:
    """Prints cosines of the triples and of some odd texts."""
    p = _params(FILES / "embed.gguf", 2048)
    p.embedding, p.n_batch, p.n_ubatch = True, 2048, 2048
    server = xllamacpp.Server(p)
    query, near, far = (_vectors(server, [t[i] for t in TRIPLES]) for i in range(3))
    close, distant = (query * near).sum(1), (query * far).sum(1)
    for triple, a, b in zip(TRIPLES, close, distant, strict=True):
        print(f"{a:6.2f} {b:6.2f} {'' if a > b else 'WRONG '}{triple}")
    first = (query @ np.concatenate([near, far]).T).argmax(1) == np.arange(len(query))
    print(
        f"related nearer: {(close > distant).sum()} of {len(TRIPLES)}; mean {close.mean():.3f} and {distant.mean():.3f}"
    )
    print(f"related first of {2 * len(TRIPLES)}: {first.sum()} of {len(TRIPLES)}")
    wrong, alike = (_vectors(server, [pair[i] for pair in SAME_MISTAKE]) for i in range(2))
    found = (wrong @ np.concatenate([alike, far]).T).argmax(1) == np.arange(len(wrong))
    print(
        f"same mistake first of {len(alike) + len(far)}: {found.sum()} of {len(wrong)}; mean {(wrong * alike).sum(1).mean():.3f}"
    )
    typo = _vectors(server, ["My favorite hobby is fotography", "my favourite hobby is photography"])
    print(f"with a typo: {typo[0] @ typo[1]:.2f}")
    odd = {"empty": "", "emoji": "🙂", "Chinese": "你好", "long": "word " * 5000}
    print(
        "lengths:", {name: round(float(np.linalg.norm(_vectors(server, [t[:4000]])[0])), 3) for name, t in odd.items()}
    )
    began = time.perf_counter()
    for triple in TRIPLES:
        _vectors(server, [triple[0]])
    print(f"{(time.perf_counter() - began) / len(TRIPLES) * 1000:.1f} ms a text")


def _vectors(server: Any, texts: list[str]) -> NDArray[np.float64]:
    answer = server.handle_embeddings({"input": texts})
    answer = json.loads(answer) if isinstance(answer, str | bytes) else answer
    return np.array([row["embedding"] for row in answer["data"]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("replies", "table", "embed"))
    parser.add_argument("files", nargs="*", default=["handwritten.txt"])
    parser.add_argument("--tsv", action="store_true", help="replies as a file in which a reader writes verdicts")
    parser.add_argument("--model", type=Path, default=FILES / "chat.gguf")
    options = parser.parse_args()
    if options.what == "embed":
        embed()
    elif options.what == "table":
        print(judged.page([judged.read(Path(name)) for name in options.files]), end="")
    else:
        for name in options.files:
            replies(name, options.model, options.tsv)


if __name__ == "__main__":
    main()
