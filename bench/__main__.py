"""The figures of docs/benchmarks.md, printed again.

    make bench                          all of them: about half an hour, most of it the peers' installation
    make bench ARGS="fleet turn"        some of them
    make bench ARGS="language --help"   what one of them can be asked, where it takes options

Each module here answers one question and has a `main()` that prints its answer. A benchmark reports; it judges nothing. Compare ratios:
a peer runs in the same minutes on the same machine.
"""

import importlib
import os
import platform
import sys
from pathlib import Path

QUESTIONS = {
    "fleet": "How long until the fleet is ready, and how much memory does it take?",
    "turn": "How soon does a learner see the first correction, the first word, the end?",
    "workers": "How do many learners at once fare on one worker, beside one request at a time?",
    "worker_overhead": "What does our worker add to llama.cpp's own listener?",
    "edge": "How many requests a second does the edge pass on, beside LiteLLM proxy?",
    "web": "How quick is the learner's page, by Chromium's own trace?",
    "cloud": "How long do the verbs of the cloud take on the whole fleet in two regions?",
    "language": "How good and how dear are the corrections, beside Harper alone?",
}


def main() -> None:
    first = next((i for i, argument in enumerate(sys.argv) if argument.startswith("-")), len(sys.argv))
    names, options = sys.argv[1:first] or list(QUESTIONS), sys.argv[first:]
    if unknown := [name for name in names if name not in QUESTIONS]:
        sys.exit(f"no such benchmark: {unknown[0]}; there are {', '.join(QUESTIONS)}")
    if options and names != ["language"]:
        sys.exit("only language takes options: language --help")
    if options:
        importlib.import_module("bench.language").main(options)
        return
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, {processor()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )
    for name in names:
        print(f"\n## {name}: {QUESTIONS[name]}\n", flush=True)
        importlib.import_module(f"bench.{name}").main()


def processor() -> str:
    """The processor's own name, where the system tells."""
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []:
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return "unknown processor"


if __name__ == "__main__":
    main()
