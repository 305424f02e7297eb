"""Shell commands on single workers, by Systems Manager: nobody has a key, and no port is open for it.

Workers are found by their tags. A command waits for its machine's answer as long as it is told to; what a machine says is cut by SSM
after 24,000 characters. It knows nothing of models.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy.account import Account, code_of
from tutorfleet.cloud.deploy.errors import CloudError
from tutorfleet.cloud.deploy.progress import Patience

DOCUMENT = "AWS-RunShellScript"
AT_ONCE = 50
"""machines that one command may name"""
DELIVERY_SECONDS = 60
"""in which a machine must have taken a command"""
ENDED = frozenset({"Success", "Failed", "TimedOut", "Cancelled"})


@dataclass(frozen=True)
class Machine:
    """One worker of the fleet, as the account knows it."""

    id: str
    region: str
    name: str
    role: str
    replica: str


@dataclass(frozen=True)
class Said:
    """What a machine answered."""

    ok: bool
    output: str
    problem: str = ""


def workers(account: Account, blueprint: Blueprint) -> list[Machine]:
    """Every worker that runs, in the order of the description. Raises CloudError when there is none."""
    found = [machine for zone in blueprint.zones for machine in _in_region(account, blueprint, zone.region.name)]
    if not found:
        raise CloudError("no worker of this fleet runs: tutorfleet cloud status")
    order = [worker.name for zone in blueprint.zones for worker in zone.workers]
    return sorted(
        found, key=lambda machine: (order.index(machine.name) if machine.name in order else len(order), machine.id)
    )


def tell(
    account: Account, machines: Sequence[Machine], lines: Sequence[str], seconds: int, patience: Patience
) -> Mapping[str, Said]:
    """Run these lines of shell on these machines, all at the same time; what each said, by its id."""
    sent = [
        (region, command, machine)
        for region in dict.fromkeys(machine.region for machine in machines)
        for command, asked in _send(account, region, [one for one in machines if one.region == region], lines, seconds)
        for machine in asked
    ]
    return {machine.id: _answer(account, region, command, machine, patience) for region, command, machine in sent}


def _in_region(account: Account, blueprint: Blueprint, region: str) -> Iterator[Machine]:
    wanted = [
        {"Name": "tag:Fleet", "Values": [blueprint.named("workers")]},
        {"Name": "instance-state-name", "Values": ["running"]},
    ]
    for page in account.client("ec2", region).get_paginator("describe_instances").paginate(Filters=wanted):
        for reservation in page["Reservations"]:
            for instance in reservation["Instances"]:
                tags = {tag["Key"]: tag["Value"] for tag in instance["Tags"]}
                told = (tags.get(key, "") for key in ("Name", "Role", "Replica"))
                yield Machine(instance["InstanceId"], region, *told)


def _send(
    account: Account, region: str, machines: Sequence[Machine], lines: Sequence[str], seconds: int
) -> Iterator[tuple[str, Sequence[Machine]]]:
    """The ids of the commands, and whom each asked. Raises CloudError for a machine without a working agent."""
    for start in range(0, len(machines), AT_ONCE):
        some = machines[start : start + AT_ONCE]
        try:
            answer: Any = account.client("ssm", region).send_command(
                DocumentName=DOCUMENT,
                InstanceIds=[machine.id for machine in some],
                Parameters={"commands": list(lines), "executionTimeout": [str(seconds)]},
                TimeoutSeconds=DELIVERY_SECONDS,
                Comment="tutorfleet",
            )
        except ClientError as error:
            if code_of(error) != "InvalidInstanceId":
                raise
            raise CloudError(
                f"Systems Manager does not reach every worker in {region} yet. They need the NAT and some minutes after"
                " their start: tutorfleet cloud status"
            ) from error
        yield answer["Command"]["CommandId"], some


def _answer(account: Account, region: str, command: str, machine: Machine, patience: Patience) -> Said:
    """Waits until the machine has answered; SSM itself ends what takes too long."""
    client = account.client("ssm", region)
    told = _invocation(client, command, machine)
    for _ in patience.pauses():
        if told.get("Status") in ENDED:
            break
        told = _invocation(client, command, machine)
    ok = told["Status"] == "Success"
    return Said(ok, told["StandardOutputContent"], "" if ok else _problem(told))


def _invocation(client: Any, command: str, machine: Machine) -> dict[str, Any]:
    """Nothing, while the command is on its way."""
    try:
        found: dict[str, Any] = client.get_command_invocation(CommandId=command, InstanceId=machine.id)
    except ClientError as error:
        if code_of(error) == "InvocationDoesNotExist":
            return {}
        raise
    return found


def _problem(told: Mapping[str, Any]) -> str:
    """The last thing that a machine said, or what SSM says of it."""
    said: Iterable[str] = [told.get("StandardErrorContent", ""), told.get("StandardOutputContent", "")]
    lines = [line.strip() for text in said for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else str(told.get("StatusDetails") or told["Status"])
