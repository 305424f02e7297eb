"""All stacks over all regions: what is missing is made, what differs is changed, what the description has no more is removed.

It can be ended at any moment and begun again: CloudFormation has the state, and the next run goes on from it.
"""

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from botocore.exceptions import ClientError

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import assets, changes, found, live
from tutorfleet.cloud.deploy.account import Account
from tutorfleet.cloud.deploy.errors import CloudError, StackFailed
from tutorfleet.cloud.deploy.live import Live
from tutorfleet.cloud.deploy.progress import Event, Patience, Tell, along
from tutorfleet.cloud.deploy.removal import remove
from tutorfleet.cloud.deploy.schedule import needs_of
from tutorfleet.cloud.deploy.values import Known, resolve
from tutorfleet.cloud.template import Stack

UNCHANGED = "UNCHANGED"
TRIES = 5
"""to change a stack that somebody else changes, too"""


@dataclass(frozen=True)
class Deployment:
    """Everything that one run works with."""

    account: Account
    blueprint: Blueprint
    stacks: Sequence[Stack]
    packages: Mapping[str, Path]
    tell: Tell
    patience: Patience = field(default_factory=Patience)


def deploy(run: Deployment) -> dict[tuple[str, str], str]:
    """The outputs of all stacks, which are as described from now on. Raises StackFailed and others; Ctrl-C ends it."""
    needs = needs_of(run.stacks)
    stacks = {stack.name: stack for stack in run.stacks}
    known = prepared(run)
    made: list[Live] = []
    lock = threading.Lock()

    def work(name: str) -> None:
        with lock:
            now = replace(known, outputs=live.outputs(made))
        done = brought(run, stacks[name], now)
        with lock:
            made.append(done)

    failed = along(needs, work, run.patience)
    if failed:
        raise _failure(failed, waiting=len(stacks) - len(made) - len(failed))
    remove(run.account, leaving(run), run.tell, run.patience)
    return live.outputs(made)


def prepared(run: Deployment) -> Known:
    """Buckets with their packages, and everything that stacks take besides outputs."""
    found.keep_secrets(run.account, run.blueprint, run.stacks)
    with ThreadPoolExecutor() as pool:
        regions = [zone.region.name for zone in run.blueprint.zones]
        list(pool.map(lambda region: _filled(run, region), regions))  # a list, so that an error of a thread is ours
    return Known(packages=assets.keys(run.packages), found=found.look(run.account, run.blueprint, run.stacks))


def brought(run: Deployment, stack: Stack, known: Known) -> Live:
    """One stack as it is described; somebody else who changes it in the same moment is waited for."""
    for left in reversed(range(TRIES)):
        try:
            return _brought(run, stack, known)
        except ClientError as error:
            if not (left and changes.overtaken(error)):
                raise
    raise AssertionError("the last try returns or raises")


def leaving(run: Deployment) -> list[Live]:
    """Stacks of ours that the description has no more."""
    described = {(stack.name, stack.region) for stack in run.stacks}
    return [
        each
        for each in live.every(run.account, run.blueprint.fleet.prefix)
        if each.ours and (each.name, each.region) not in described
    ]


def _brought(run: Deployment, stack: Stack, known: Known) -> Live:
    there = changes.settled(run.account, stack.region, stack.name, run.tell, run.patience)
    parameters = resolve(stack, known, there.parameters if there and not there.empty else ())
    draft = changes.draft(run.account, run.blueprint, stack, parameters, there, run.patience)
    if draft is None:
        assert there  # only of a stack that is there can nothing be changed
        run.tell(Event(stack.name, stack.region, UNCHANGED))
        return there
    return changes.execute(run.account, draft, run.tell, run.patience)


def _filled(run: Deployment, region: str) -> None:
    bucket = assets.ready(run.account, run.blueprint, region)
    for name in sorted(assets.wanted(run.stacks, region)):
        if name not in run.packages:
            raise CloudError(f"no package {name!r} was built for {region}")
        if assets.upload(run.account, region, bucket, run.packages[name]):
            run.tell(Event(f"{bucket}/{run.packages[name].name}", region, "UPLOADED"))


def _failure(failed: Mapping[str, Exception], waiting: int) -> Exception:
    """One error for all: what is no failure of a stack (expired credentials say) is told as it is."""
    for error in failed.values():
        if not isinstance(error, StackFailed):
            return error
    rest = f" Still waiting for that: {waiting}." if waiting else ""
    said = ". ".join(str(error).rstrip(".") for error in failed.values())
    return StackFailed(f"{said}.{rest} Mend it and run the same command: it goes on where it stopped")
