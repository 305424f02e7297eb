"""Which fleet serves a class, and which of them is the cheapest: an estimate from measured speeds. Pure.

What a token costs a processor is scaled from one measured model by the number of parameters; it was measured on 2 cores of an
Intel Xeon at 2.5 GHz (docs/workers.md, "Figures"), much like a t2.large, and never on one. The speed of a GPU is a stranger's
figure. What a learner types and reads is assumed in use.py. How long learners wait for each other is not simulated: it asks only
whether the busiest role keeps up, and how fast words come.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.cost.bill import Charge, total
from tutorfleet.cloud.cost.prices import prices
from tutorfleet.cloud.cost.traffic import traffic
from tutorfleet.cloud.cost.use import MINUTE, Use
from tutorfleet.cloud.cost.whatif import SMALL_DISK, hours, inside, one_region

CPU_SECONDS = 1 / 36.3 / 0.16
"""for one token, for each thousand million parameters: 36.3 tokens a CPU second, 16 learners at once, 160 million parameters"""
PER_CORE = 3.0
"""GB of weights a second that one processor works through for a learner alone: models/recommend.py has it from the same table"""
TINY_CPU_SECONDS = 0.00098
"""for one token of a starter model (docs/benchmarks.md, "What does our worker add")"""
GPU_TOKENS = 342
"""a second, of a model of seven thousand million parameters on one A10G: 2742 on eight (andygolubev.com, June 2026)"""
EMBEDDING_PARAMETERS = 0.137
"""thousand million, of nomic-embed-text"""
SMOOTH = 6
"""tokens a second from which words come faster than they are read, as in models/recommend.py"""
WARM_UP = 0.5
"""hours that machines are on before a lesson"""


@dataclass(frozen=True)
class Models:
    """What chats and what scores."""

    name: str
    chat: float
    """CPU seconds for one token"""
    scoring: float
    alone: float
    """tokens a second of a reply when nobody else asks"""


@dataclass(frozen=True)
class Machine:
    """An instance that earns credits for full speed (T2 and T3)."""

    name: str
    processors: int
    earned: float
    """credits an hour; one is a minute of one processor"""
    most: float
    """credits that it can have saved"""
    at_start: float
    """credits of a machine that was just started"""

    def processors_through(self, hours: float, saved: float) -> float:
        """Processors that it has on average for so long, beginning with the credits that it has saved."""
        return min(self.processors, (saved + self.earned * hours) / (MINUTE * hours))


T2 = Machine("t2.large", 2, 36, 864, 60)
MACHINES = (T2, Machine("t3.large", 2, 36, 864, 0))


def sized(name: str, chat: float, weights: float, scoring: float) -> Models:
    """By the parameters of the model that chats, the GB of its file, and the parameters of the one that scores."""
    return Models(name, chat * CPU_SECONDS, scoring * CPU_SECONDS, T2.processors * PER_CORE / weights)


TASK = sized("orca-mini and llama3, the task's", 3.43, 1.98, 8.03)
MODELS = (
    Models("starter models: only to see it run", TINY_CPU_SECONDS, TINY_CPU_SECONDS, 1 / TINY_CPU_SECONDS),
    sized("qwen2.5:0.5b for both", 0.494, 0.398, 0.494),
    sized("qwen2.5:1.5b for both", 1.54, 0.986, 1.54),
    TASK,
)
USEFUL = MODELS[1:]
GPU_MODEL = "a model of 7b for both, by vLLM"


@dataclass(frozen=True)
class Way:
    """One fleet in one region that could serve the class."""

    models: str
    machine: str
    workers: int
    tokens_a_second: float
    """of a reply, alone"""
    always_on: bool
    dollars: float
    """a month, with everything else that the fleet needs and the class's traffic"""

    @property
    def serves(self) -> bool:
        """Whether a learner can read as fast as words come."""
        return self.tokens_a_second >= SMOOTH


def ways(blueprint: Blueprint, charges: Sequence[Charge], use: Use) -> tuple[Way, ...]:
    """What could serve this class, each with its price."""
    rest = tuple(each for each in one_region(blueprint, tuple(charges)) if not inside("workers", blueprint, each))
    return tuple(way for always_on in (True, False) for way in ways_of(blueprint, rest, use, always_on))


def ways_of(blueprint: Blueprint, rest: tuple[Charge, ...], use: Use, always_on: bool) -> Iterator[Way]:
    """The same for machines that are always on, or only in lessons."""
    on = prices().hours if always_on else use.lesson_hours + use.lessons * WARM_UP
    home, roles = blueprint.home.region.name, len(blueprint.fleet.roles)
    standing = total(hours(on, blueprint, rest)) + total(traffic(use, home))
    for machine in MACHINES:
        for models in MODELS:
            each_role = workers(models, machine, use, machine.most if always_on else machine.at_start)
            number = roles * each_role
            dollars = standing + number * worker(machine.name, on, home)
            yield Way(models.name, machine.name, number, models.alone, always_on, dollars)
    cards = math.ceil(use.turns_a_second * (use.turn.reply_tokens + use.turn.scoring_tokens) / GPU_TOKENS)
    dollars = standing + cards * worker("g5.xlarge", on, home) + roles * worker(T2.name, on, home)
    learners = max(1.0, use.learners / cards)
    yield Way(GPU_MODEL, "g5.xlarge, t2.large before it", cards + roles, GPU_TOKENS / learners, always_on, dollars)


def worker(machine: str, on: float, region: str) -> float:
    """Dollars a month for one machine and its disk."""
    table = prices()
    return table.of(machine, region).dollars * on + table.of("disk gp3", region).dollars * SMALL_DISK


def workers(models: Models, machine: Machine, use: Use, saved: float) -> int:
    """Machines for each role, so that the busiest role keeps up through a lesson; `replicas` gives every role as many."""
    have = machine.processors_through(use.minutes / MINUTE, saved)
    return math.ceil(max(needs(models, use)) * use.turns_a_second / have)


def needs(models: Models, use: Use) -> tuple[float, float, float]:
    """CPU seconds of one turn: to chat, to score, to embed."""
    turn = use.turn
    embedding = turn.embedding_tokens * EMBEDDING_PARAMETERS * CPU_SECONDS
    return turn.reply_tokens * models.chat, turn.scoring_tokens * models.scoring, embedding


def served(models: Models, each_role: int, use: Use) -> int:
    """Learners that a fleet of so many t2.large for each role keeps up with when it has saved its credits."""
    have = each_role * T2.processors_through(use.minutes / MINUTE, T2.most)
    return int(min(have * use.seconds_between_turns / need for need in needs(models, use)))


def cheapest(found: Sequence[Way]) -> Way:
    """The smallest bill among those that serve with models that are worth talking to."""
    useful = {models.name for models in USEFUL} | {GPU_MODEL}
    return min((way for way in found if way.serves and way.models in useful), key=lambda way: way.dollars)
