"""What a deployment would do, without doing it: change sets are made, read and thrown away.

A stack that is not there yet is made whole, so its template says it. Where a change set cannot be made (it needs the output of a
stack that is not there, or CloudFormation works on the stack just now) the templates are compared, and the plan is marked as not exact.
What follows from an id that a deployment changes first (a replaced network, say) is seen only then.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

from botocore.exceptions import ClientError

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import changes, found, live
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.differences import Change, differences
from tutorfleet.cloud.deploy.errors import TooExpensive, Unresolved
from tutorfleet.cloud.deploy.live import Live
from tutorfleet.cloud.deploy.progress import THREADS, Patience
from tutorfleet.cloud.deploy.schedule import needs_of
from tutorfleet.cloud.deploy.values import Known, resolve
from tutorfleet.cloud.template import Stack

Action = Literal["make", "change", "delete", "keep"]


@dataclass(frozen=True)
class StackPlan:
    """What happens to one stack."""

    name: str
    region: str
    action: Action
    changes: tuple[Change, ...] = ()
    exact: bool = True
    """whether AWS said so"""


@dataclass(frozen=True)
class Plan:
    """What happens, and dollars a month before and after it."""

    stacks: tuple[StackPlan, ...]
    before: float
    after: float


def plan(
    account: Account,
    blueprint: Blueprint,
    stacks: Sequence[Stack],
    packages: Mapping[str, str],
    monthly: Callable[[Iterable[Stack]], float],
) -> Plan:
    """The plan; `packages` are the keys of those that are built, `monthly` prices stacks. Raises StackFailed."""
    needs_of(stacks)
    described = {(stack.region, stack.name) for stack in stacks}
    standing = live.every(account, blueprint.fleet.prefix)
    for each in standing:
        if (each.region, each.name) in described:
            changes.owned(each)
    lives = [each for each in standing if each.ours]
    there = {(each.region, each.name): each for each in lives}
    known = Known(live.outputs(lives), packages, found.look(account, blueprint, stacks))
    with ThreadPoolExecutor(THREADS) as pool:
        old = list(pool.map(lambda each: _as_stack(account, each), filter(_stands, lives)))
        made = pool.map(
            lambda each: _stack(account, blueprint, each, there.get((each.region, each.name)), known), stacks
        )
        planned = list(made)
    leaving = [_leaving(stack) for stack in old if (stack.region, stack.name) not in described]
    return Plan((*planned, *leaving), monthly(old), monthly(stacks))


def affordable(dollars: float, most: float | None) -> None:
    """Raises TooExpensive when a fleet of so many dollars a month costs more than `most`."""
    if most is not None and not dollars <= most:  # nothing is as cheap as "nan"
        raise TooExpensive(
            f"this fleet costs about {dollars:,.2f} dollars a month before traffic, more than {most:,.2f}. "
            "What makes it cheaper: tutorfleet cloud cost --what-if all"
        )


def _stack(account: Account, blueprint: Blueprint, stack: Stack, there: Live | None, known: Known) -> StackPlan:
    if there is None or not _stands(there):
        return StackPlan(stack.name, stack.region, "make", tuple(differences({}, stack.template)))
    if there.busy or there.status == changes.STUCK:
        return _compared(account, stack, there)
    try:
        parameters = resolve(stack, known, there.parameters)
    except Unresolved:
        return _compared(account, stack, there)
    try:
        draft = changes.draft(account, blueprint, stack, parameters, there, Patience())
    except ClientError as error:
        if not changes.overtaken(error):
            raise
        return _compared(account, stack, there)
    if draft is None:
        return StackPlan(stack.name, stack.region, "keep")
    changes.discard(account, draft)
    return StackPlan(stack.name, stack.region, "change", draft.changes)


def _stands(there: Live) -> bool:
    """Whether anything of a stack is there that can be changed."""
    return not there.empty and there.status not in changes.UNUSABLE


def _as_stack(account: Account, there: Live) -> Stack:
    return Stack(there.name, there.region, live.template(account, there), there.parameters)


def _compared(account: Account, stack: Stack, there: Live) -> StackPlan:
    changed = tuple(differences(live.template(account, there), stack.template))
    return StackPlan(stack.name, stack.region, "change" if changed else "keep", changed, exact=False)


def _leaving(stack: Stack) -> StackPlan:
    return StackPlan(stack.name, stack.region, "delete", tuple(differences(stack.template, {})))
