"""Makes the second ear's weights, `src/tutorfleet/language/data/ear.txt`: `python -m training.ear`, two minutes on one core.

    python -m training.ear           fits and writes
    python -m training.ear curve     prints how much is heard and how much is taken wrongly by threshold, each message judged by
                                     a model that has not seen its group; the threshold `ENOUGH` is chosen from it

The seed and the sentences of the repository decide everything. It does not know what safety.py's patterns hear by themselves.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from training.ear.examples import Example, examples, fingerprint
from training.ear.fit import fit
from tutorfleet.language.ear import MEANINGS, Heard, Model, sureness
from tutorfleet.language.safety import meant

WEIGHTS = Path(__file__).parents[2] / "src" / "tutorfleet" / "language" / "data" / "ear.txt"
HEAD = """\
# The weights of the second ear (language/ear.py), made by `python -m training.ear`: what is written here by hand is lost.
# First how sure is sure enough, then the bias of crisis, abuse, grief. Then features (words as in ear_words.txt or their first
# letters; < and > begin and end) with their weights in tenths. Made from sentences with the fingerprint {}.
"""
ENOUGH = 0.5
THRESHOLDS = (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9)
PARTS = 5


def main() -> None:
    """Fits and writes, or prints the curve."""
    parser = argparse.ArgumentParser(prog="python -m training.ear")
    parser.add_argument("what", nargs="?", choices=["weights", "curve"], default="weights")
    if parser.parse_args().what == "curve":
        every = examples()
        print(curve(every, unseen(every)))
    else:
        every = examples()
        WEIGHTS.write_text(written(fit(every), fingerprint(every)), "utf-8")


def written(model: Model, made_from: str) -> str:
    """The model as `data/ear.txt`."""
    rows = [f"{name}\t" + "\t".join(str(round(10 * w)) for w in weights) for name, weights in model.weights.items()]
    return HEAD.format(made_from) + "\n".join([" ".join(map(str, (ENOUGH, *model.bias))), *rows]) + "\n"


def unseen(every: Sequence[Example], parts: int = PARTS) -> list[Heard]:
    """What is heard in each example by a model that was fitted to the other parts."""
    groups = sorted({example.group for example in every})
    random.Random(0).shuffle(groups)
    part = {group: i % parts for i, group in enumerate(groups)}
    models = [fit([example for example in every if part[example.group] != i]) for i in range(parts)]
    return [sureness(meant(example.text), models[part[example.group]]) for example in every]


def curve(every: Sequence[Example], heard: Sequence[Heard]) -> str:
    """A table in Markdown: the share of each kind and source that is heard, by threshold."""
    rows = defaultdict[tuple[bool, str, str], list[Heard]](list)
    for example, found in zip(every, heard, strict=True):
        rows[example.about not in MEANINGS, example.about, example.source].append(found)
    lines = [
        f"| {about} | {source} | {len(found)} | {_shares(found)} |"
        for (_, about, source), found in sorted(rows.items())
    ]
    titles = " | ".join(f"{threshold:g}" for threshold in THRESHOLDS)
    return "\n".join([f"| about | source | messages | {titles} |", "|---|---|---|" + "---|" * len(THRESHOLDS), *lines])


def _shares(found: Sequence[Heard]) -> str:
    shares = (sum(each.sureness >= threshold for each in found) / len(found) for threshold in THRESHOLDS)
    return " | ".join(f"{100 * share:.1f}" for share in shares)


if __name__ == "__main__":
    main()
