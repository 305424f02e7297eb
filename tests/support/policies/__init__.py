"""What must be true of the templates of every fleet: one function a policy, and for each the mistakes that it must find.

A policy gives a sentence for each violation. test_policies.py holds every policy against several fleets, and every mistake
against its policy.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from support.templates import Templates
from tutorfleet.cloud.blueprint import Blueprint

Policy = Callable[[Templates, Blueprint], Iterator[str]]
Mistake = Callable[[Templates], object]
"""changes a copy of the templates of the package's own fleet"""


@dataclass(frozen=True)
class Case:
    """A policy and mistakes of which it must find each."""

    policy: Policy
    mistakes: tuple[Mistake, ...]
