"""Invents whole talks: a learner's messages (`learner.py`) answered with lines that fit (`tutorfleet.worker.starter`).

The tutor answers as the worker will let it: a reaction and a question of one offer, none used before in the talk.
"""

from dataclasses import dataclass

from training.starter.learner import SHORT, Learner, Message
from training.starter.sections import sections
from tutorfleet.worker.fitting import unused
from tutorfleet.worker.lines import Book, Offer, topical
from tutorfleet.worker.particulars import Particular


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
        topic, said = "", ""
        for i in range(self.learner.random.choices([1, 2, 3, 4], [40, 28, 20, 12])[0]):
            stays = i > 0 and self.learner.chance(0.72)
            section = self.learner.pick([*SHORT, topic, topic, topic]) if stays and topic else None
            message = self.learner.message(section)
            offer = unused(self._offer(message, topic), said, self.book)
            topic = message.section if topical(message.section) else topic
            reply = f"{self.learner.pick(offer.reactions)} {self.learner.pick(offer.questions)}"
            said += f"{reply}\n"
            turns.append(Turn(message.text, reply))
        return turns

    def _offer(self, message: Message, topic: str) -> Offer:
        if message.entry is not None:
            return self.book.particular(Particular(**message.entry.fields()), message.kind)
        heard = "neutral" if message.kind == "says" and self.learner.chance(0.1) else message.section
        return self.book.offer(heard, message.kind, topic)
