"""The rules of an application balancer's listener, from the path rules that every region has. Pure: it knows no CDK.

The same rules order Envoy's routes on this machine (fleet/routes.py).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from tutorfleet.fleet.description import Fleet
from tutorfleet.fleet.routes import ADAPTER_CHANGES, API, OPENAI, STORE_CHANGES, Rule, rules

PATTERNS_OF_A_RULE = 5
"""more a rule of a listener does not take"""
PRIORITY_STEP = 10
"""rules that somebody adds by hand find a place between those of the roles"""
HEALTH_PATH = "/"
REFUSED = "Only operators change models"


@dataclass(frozen=True)
class Paths:
    """A rule: requests for these paths go to the workers of a role, or are answered at once."""

    name: str
    priority: int
    patterns: tuple[str, ...]
    role: str = ""
    status: str = ""
    """of the answer, where there is no role"""
    body: str = ""


def listener_rules(fleet: Fleet) -> Iterator[Paths]:
    """In the order in which they are tried."""
    yield Paths("health", 1, (HEALTH_PATH,), status="200", body=fleet.health_body)
    for number, values in enumerate(in_rules(refused_patterns()), 1):
        yield Paths(f"refused-{number}", 1 + number, values, status="403", body=REFUSED)
    of_roles = groupby(rules(fleet), key=lambda rule: rule.role)
    forwards = [
        (role, values)
        for role, group in of_roles
        for values in in_rules(pattern for rule in group for pattern in patterns(rule))
    ]
    for number, (role, values) in enumerate(forwards, 1):
        yield Paths(f"{role}-{number}", number * PRIORITY_STEP, values, role)


def patterns(rule: Rule) -> tuple[str, ...]:
    """A path rule as a listener writes it. An exact path is meant with what is below it: "/api/generate/" in the task."""
    return (f"{rule.path}*",) if rule.prefix else (rule.path, f"{rule.path}/*")


def refused_patterns() -> Iterator[str]:
    """What would change a model store. The task opens every path to whoever has an account, who could then delete everybody's
    models; operators change them on the machines (`tutorfleet cloud models`), past any balancer."""
    for api, words in ((API, STORE_CHANGES), (OPENAI, ADAPTER_CHANGES)):
        for word in words:
            yield f"{api}{word}*"


def in_rules(values: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """As many patterns at a time as a rule takes."""
    every = tuple(values)
    for start in range(0, len(every), PATTERNS_OF_A_RULE):
        yield every[start : start + PATTERNS_OF_A_RULE]
