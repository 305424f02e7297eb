"""What a class asks of the fleet in a month. Every figure is an assumption: change it, and the bill changes with it. Pure."""

from dataclasses import dataclass

MINUTE = 60
MEGABYTE = 1e-3
"""in GB, as AWS counts traffic"""


@dataclass(frozen=True)
class Turn:
    """One sentence of a learner and all that answers it."""

    requests: float = 2
    """through the API: the turn, and what a page asks beside it"""
    seconds: float = 10
    """that the function waits for the reply"""
    function_gb: float = 1
    """memory of that function, as its template has it"""
    reply_tokens: float = 60
    """by the chat model: two or three short sentences"""
    scoring_tokens: float = 80
    """by the scoring model: why the correction is one"""
    embedding_tokens: float = 30
    megabytes_out: float = 0.03
    """to the learner: events of a streamed reply"""
    megabytes_inside: float = 0.06
    """between function, balancers and workers"""
    log_megabytes: float = 0.002


@dataclass(frozen=True)
class Use:
    """A class in a month."""

    learners: int = 30
    lessons: float = 9
    """a month: two a week"""
    minutes: float = 90
    """of a lesson"""
    seconds_between_turns: float = 120
    """of one learner, who reads and types between two"""
    away: float = 0.5
    """the part of turns that a region answers that is not home"""
    page_megabytes: float = 1
    """that a learner's browser loads for each lesson"""
    model_gb: float = 10
    """in the shared file system"""
    starts: float = 1
    """of all machines in a month"""
    model_gb_away: float = 14
    """that workers away from home read across regions when they start: three roles, twice"""
    turn: Turn = Turn()

    @property
    def lesson_hours(self) -> float:
        """Hours of lessons in a month."""
        return self.lessons * self.minutes / MINUTE

    @property
    def turns(self) -> float:
        """Turns in a month."""
        return self.learners * self.lessons * self.minutes * MINUTE / self.seconds_between_turns

    @property
    def turns_a_second(self) -> float:
        """In a lesson, when all take part."""
        return self.learners / self.seconds_between_turns
