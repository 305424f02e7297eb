"""What a worker counts: requests, waits, tokens, loads and ends of engines. Plain numbers of one event loop; nothing is sent.

Counting is adding to an integer a few times a request and never for a token; `metrics.py` makes a page of the numbers when
somebody asks. What is true at this moment (slots, queues) is not counted here: the engines know it. `exchange` is the
request that the current task works for, so that what is deep inside can say which model it is about.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from contextvars import ContextVar, Token
from dataclasses import dataclass, field

FIRST_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
WAIT_S = (0.001, 0.01, 0.05, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
LOAD_S = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)
RATE = (1.0, 2.5, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
RECENT = 256
"""Replies whose figures are kept one by one, for percentiles that are exact."""
MOST_MODELS = 256
"""Models with numbers of their own: names are only ever those of models that exist, but models come and go."""
OTHERS = "(others)"


class Histogram:
    """How often a value fell at or below each bound."""

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.total = 0.0

    def observe(self, value: float) -> None:
        """Count one."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value

    def cumulative(self) -> Iterator[tuple[str, int]]:
        """(bound, how many at or below it) up to "+Inf"."""
        so_far = 0
        for bound, count in zip((*map(str, self.bounds), "+Inf"), self.counts, strict=True):
            so_far += count
            yield bound, so_far


@dataclass(slots=True)
class ModelTally:
    """The numbers of one model."""

    requests: dict[tuple[str, str], int] = field(default_factory=dict)
    """(route, status) -> answers."""
    waited: Histogram = field(default_factory=lambda: Histogram(WAIT_S))
    first: Histogram = field(default_factory=lambda: Histogram(FIRST_S))
    rate: Histogram = field(default_factory=lambda: Histogram(RATE))
    load: Histogram = field(default_factory=lambda: Histogram(LOAD_S))
    loads_failed: int = 0
    ends: dict[str, int] = field(default_factory=dict)
    """Why engines ended -> how often."""
    prompt_tokens: int = 0
    cached_tokens: int = 0
    reply_tokens: int = 0
    recent_first: deque[float] = field(default_factory=lambda: deque(maxlen=RECENT))
    recent_rate: deque[float] = field(default_factory=lambda: deque(maxlen=RECENT))

    def answered(self, route: str, status: str) -> None:
        """A request has ended."""
        key = (route, status)
        self.requests[key] = self.requests.get(key, 0) + 1

    def began_to_speak(self, seconds: float) -> None:
        """The first words of a reply, so long after its request."""
        self.first.observe(seconds)
        self.recent_first.append(seconds)

    def replied(self, prompt: int, cached: int, reply: int, reply_ms: float) -> None:
        """A reply has come to its end: tokens of its prompt, those of them that the cache had, tokens said in so many ms."""
        self.prompt_tokens += prompt
        self.cached_tokens += cached
        self.reply_tokens += reply
        if reply > 1 and reply_ms > 0:
            rate = reply / reply_ms * 1000
            self.rate.observe(rate)
            self.recent_rate.append(rate)

    def ended(self, why: str) -> None:
        """An engine is gone."""
        self.ends[why] = self.ends.get(why, 0) + 1

    @property
    def restarts(self) -> int:
        """Engines that ended without being told to."""
        return self.ends.get("died", 0) + self.ends.get("stalled", 0)


class Tally:
    """The numbers of all models of one worker; "" is what is about no model."""

    def __init__(self) -> None:
        self.models: dict[str, ModelTally] = {}

    def of(self, model: str) -> ModelTally:
        """The numbers of a model that exists."""
        found = self.models.get(model)
        if found is None:
            name = model if len(self.models) < MOST_MODELS else OTHERS
            found = self.models.setdefault(name, ModelTally())
        return found


@dataclass(slots=True)
class Exchange:
    """A request as it is counted in the end."""

    model: str = ""
    status: str = "499"
    """The status of the answer; "499" while there is none, "broken" for one that ends with an error in mid-stream."""
    counted: bool = False


_current: ContextVar[Exchange | None] = ContextVar("exchange", default=None)


def begin(one: Exchange) -> Token[Exchange | None]:
    """From now on the current task, and those that it starts, work for this request."""
    return _current.set(one)


def end(token: Token[Exchange | None]) -> None:
    """Until now."""
    _current.reset(token)


def about(model: str) -> None:
    """Say that the current request is about this model."""
    if one := _current.get():
        one.model = model


def broken(status: str = "broken") -> None:
    """Say that the current answer did not come to its end."""
    if one := _current.get():
        one.status = status


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below or at which that share of the values lies (nearest rank); None of none."""
    if not values:
        return None
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
