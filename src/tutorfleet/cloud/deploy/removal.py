"""Stacks are deleted, each after those that took something from it; what could not go is tried again when others are gone."""

from collections.abc import Sequence

from tutorfleet.cloud.deploy import changes, live
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.errors import StackFailed, Unorderable
from tutorfleet.cloud.deploy.live import GONE, Live
from tutorfleet.cloud.deploy.progress import Patience, Tell, along
from tutorfleet.cloud.deploy.schedule import Needs, reversed_needs, sorter

ROUNDS = 3
"""a function's network interfaces are released many minutes late; each round waits as long as CloudFormation does"""


def remove(account: Account, lives: Sequence[Live], tell: Tell, patience: Patience) -> None:
    """Delete these stacks; raises StackFailed with what stays and why."""
    left = list(lives)
    for ordered in (True,) * (ROUNDS - 1) + (False,):
        if not left:
            return
        _round(account, left, ordered, tell, patience)
        left = [now for each in left if (now := live.find(account, each.region, each.id)) and now.status != GONE]
    if left:
        raise StackFailed(
            ". ".join(f"{_stays(account, each).rstrip('.')}. Without that: {changes.without(each)}" for each in left)
        )


def _round(account: Account, left: Sequence[Live], ordered: bool, tell: Tell, patience: Patience) -> None:
    by_name = {each.name: each for each in left}
    needs = _order(left) if ordered else dict.fromkeys(by_name, ())
    failed = along(needs, lambda name: _delete(account, by_name[name], tell, patience), patience)
    for error in failed.values():
        if not isinstance(error, StackFailed):
            raise error


def _order(left: Sequence[Live]) -> Needs:
    """Takers before givers; no order where equal values that are no ids make a circle."""
    needs = reversed_needs(live.needs(left))
    try:
        sorter(needs)
    except Unorderable:
        return {each.name: () for each in left}
    return needs


def _delete(account: Account, found: Live, tell: Tell, patience: Patience) -> None:
    now = live.find(account, found.region, found.id)
    if now and now.busy:
        now = changes.rested(account, now, tell, patience)
    if now is None or now.status == GONE:
        return
    if changes.delete(account, now, tell, patience).status != GONE:
        raise StackFailed(_stays(account, now))


def _stays(account: Account, found: Live) -> str:
    return f"{found.name} ({found.region}) stays: {changes.why(account, found)}"
