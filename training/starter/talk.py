"""Invents whole talks: a learner's messages (`learner.py`) answered with lines that fit (`tutorfleet.worker.starter`).

The tutor answers as the worker will let it: a reaction and a question of one offer, none used before in the talk.
"""

from dataclasses import dataclass

from training.starter.learner import SHORT, Learner
from training.starter.sections import sections
from tutorfleet.worker.lines import NOT_A_TOPIC, Book, unused


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
            heard = "neutral" if message.kind == "says" and self.learner.chance(0.1) else message.section
            offer = unused(self.book.offer(heard, message.kind, topic), used, self.book)
            topic = message.section if message.section not in NOT_A_TOPIC else topic
            lines = [self.learner.pick(offer.reactions), self.learner.pick(offer.questions)]
            used.update(lines)
            turns.append(Turn(message.text, " ".join(lines)))
        return turns
