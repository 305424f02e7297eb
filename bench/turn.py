"""How soon a learner sees the first correction, the first word and the end of a turn, through the edge.

    make bench ARGS=turn

Times are the browser's: from sending the request to reading the line. One learner at a time, then several at once.
"""

import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from support.learner import Learner
from support.local_fleet import LocalFleet

TEXTS = (
    "Yesterday I go to the beach with my friend and we was very happy",
    "My sister have two childs and they likes chocolate.",
    "I am living in Bandung since five years and I work in a hotel.",
    "She don't like coffee but she drink tea every morning.",
    "Last week we visit my grandmother, she cook delicious soup.",
)
MARKS = {"corrections": "first correction", "reply": "first word", "done": "done"}
ROUNDS = 6


def main() -> None:
    fleet = LocalFleet().start()
    try:
        learner = Learner(fleet.url)
        for text in TEXTS:
            learner.turn(text)
        print("| learners at once | " + " | ".join(f"{name}, ms" for name in MARKS.values()) + " |\n|---|---|---|---|")
        for learners in (1, 4):
            show(learners, measured(fleet, learners))
        print("\nmedian, and the slowest of twenty in brackets")
    finally:
        fleet.stop()
        fleet.remove()


def measured(fleet: LocalFleet, learners: int) -> list[dict[str, float]]:
    """The marks of every turn, milliseconds."""
    people = [Learner(fleet.url) for _ in range(learners)]
    rounds = max(1, ROUNDS // learners)
    with ThreadPoolExecutor(learners) as pool:
        runs = pool.map(lambda person: [timed(person, text) for _ in range(rounds) for text in TEXTS], people)
        return [each for run in runs for each in run]


def timed(learner: Learner, text: str) -> dict[str, float]:
    began = time.perf_counter()
    marks: dict[str, float] = {}
    for event in learner.events(text):
        marks.setdefault(event["type"], (time.perf_counter() - began) * 1000)
    return marks


def show(learners: int, turns: list[dict[str, float]]) -> None:
    cells = []
    for name in MARKS:
        values = sorted(turn[name] for turn in turns)
        cells.append(f"{statistics.median(values):.0f} ({values[int(len(values) * 0.95) - 1]:.0f})")
    print(f"| {learners} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
