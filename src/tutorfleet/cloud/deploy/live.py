"""The stacks that an account has, as CloudFormation tells them."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from tutorfleet.cloud.deploy.account import Account, code_of
from tutorfleet.cloud.deploy.schedule import Needs

OWNER = ("ManagedBy", "tutorfleet")
"""the tag of every stack that this program made; it touches no other"""
GONE = "DELETE_COMPLETE"


@dataclass(frozen=True)
class Live:
    """One stack that is there."""

    name: str
    region: str
    id: str
    status: str
    reason: str
    parameters: Mapping[str, str]
    """name -> value; that of a secret is asterisks"""
    outputs: Mapping[str, str]
    tags: Mapping[str, str]

    @property
    def busy(self) -> bool:
        """Whether CloudFormation works on it; in review it only waits for a change set."""
        return self.status.endswith("_IN_PROGRESS") and not self.empty

    @property
    def empty(self) -> bool:
        """Whether it is only a name: a change set that would have made it was never executed."""
        return self.status == "REVIEW_IN_PROGRESS"

    @property
    def ours(self) -> bool:
        return OWNER in self.tags.items()


def find(account: Account, region: str, name: str) -> Live | None:
    """The stack of this name, or of this id, which finds it also after its end; None when there is none."""
    try:
        answer = account.client("cloudformation", region).describe_stacks(StackName=name)
    except ClientError as error:
        if code_of(error) == "ValidationError" and "does not exist" in str(error):
            return None
        raise
    return _live(region, answer["Stacks"][0])


def every(account: Account, prefix: str) -> list[Live]:
    """All stacks of this prefix in all regions, ours or not."""
    with ThreadPoolExecutor(len(account.regions)) as pool:
        found = pool.map(lambda region: list(_every(account, region)), account.regions)
        return [live for lives in found for live in lives if live.name.startswith(f"{prefix}-")]


def outputs(lives: Iterable[Live]) -> dict[tuple[str, str], str]:
    """(stack, output) -> value."""
    return {(live.name, name): value for live in lives for name, value in live.outputs.items()}


def needs(lives: Iterable[Live]) -> Needs:
    """Which stack took its parameters from which: told by the values themselves, so that no description is needed.

    An id is nobody else's. What is no id (an address, a port) may name a stack too many, which only makes removing slower.
    """
    lives = tuple(lives)
    givers: dict[str, set[str]] = {}
    for live in lives:
        for value in live.outputs.values():
            givers.setdefault(value, set()).add(live.name)
    return {
        live.name: set().union(*(givers.get(value, ()) for value in live.parameters.values())) - {live.name}
        for live in lives
    }


def template(account: Account, live: Live) -> Mapping[str, Any]:
    """What the stack was made from."""
    answer = account.client("cloudformation", live.region).get_template(StackName=live.id)
    body: Mapping[str, Any] = answer["TemplateBody"]  # the SDK has read the JSON
    return body


def _every(account: Account, region: str) -> Iterator[Live]:
    pages = account.client("cloudformation", region).get_paginator("describe_stacks").paginate()
    for page in pages:
        yield from (_live(region, stack) for stack in page["Stacks"] if stack["StackStatus"] != GONE)


def _live(region: str, stack: Mapping[str, Any]) -> Live:
    return Live(
        name=stack["StackName"],
        region=region,
        id=stack["StackId"],
        status=stack["StackStatus"],
        reason=stack.get("StackStatusReason", ""),
        parameters={each["ParameterKey"]: each.get("ParameterValue", "") for each in stack.get("Parameters", ())},
        outputs={each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", ())},
        tags={each["Key"]: each["Value"] for each in stack.get("Tags", ())},
    )
