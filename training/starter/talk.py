"""Invents whole talks: a learner's messages (`learner.py`) answered with lines that fit (`tutorfleet.worker.starter`).

The tutor answers as the worker will let it: a reaction and a question of one offer, none used before in the talk.
"""

from dataclasses import dataclass

from training.starter.learner import SHORT, Learner
from training.starter.sections import sections
from tutorfleet.worker.starter import NOT_A_TOPIC, Book


@dataclass(frozen=True)
class Turn:
    """One exchange."""

    learner: str
    tutor: str


def book() -> Book:
    """The tutor's lines of topics.txt, as the GGUF will carry them."""
    return Book({name: found.tutor() for name, found in sections().items()})


class Talker:
    """One endless source of talks."""

    def __init__(self, seed: int) -> None:
        self.learner, self.book = Learner(seed), book()

    def talk(self) -> list[Turn]:
        """A talk of one to four turns."""
        turns: list[Turn] = []
        topic, used = "", set[str]()
        for i in range(self.learner.random.choices([1, 2, 3, 4], [40, 28, 20, 12])[0]):
            stays = i > 0 and self.learner.chance(0.72)
            section = self.learner.pick([*SHORT, topic, topic, topic]) if stays and topic else None
            message = self.learner.message(section)
            offer = self.book.offer(message.section, message.kind, topic)
            topic = message.section if message.section not in NOT_A_TOPIC else topic
            lines = [self._unused(offer.reactions, used), self._unused(offer.questions, used)]
            used.update(lines)
            turns.append(Turn(message.text, " ".join(line for line in lines if line)))
        return turns

    def _unused(self, lines: tuple[str, ...] | list[str], used: set[str]) -> str:
        left = [line for line in lines if line not in used] or list(lines)
        return self.learner.pick(left) if left else ""
