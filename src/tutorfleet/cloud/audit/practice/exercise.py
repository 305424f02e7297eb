"""An exercise: faults are planted in an emulated account, a student finds and mends them, the repair is graded.

    tutorfleet cloud audit --practice 5 --seed 7
    ... the student works with `aws` and the audit ...
    tutorfleet cloud audit --grade practice.json

Never a real account: a client of any other address than this machine's own is refused (`OnThisMachine`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import msgspec

from tutorfleet.cloud.audit.collect.reading import Clients
from tutorfleet.cloud.audit.model import Account
from tutorfleet.cloud.audit.practice import application, balancers, data, groups, machines, network
from tutorfleet.cloud.audit.practice.fault import Fault, Scene
from tutorfleet.cloud.audit.report import judge
from tutorfleet.cloud.audit.rule import Failed
from tutorfleet.cloud.audit.rules import ALL
from tutorfleet.cloud.audit.snapshot import UNREADABLE
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy.account import Account as Access
from tutorfleet.cloud.deploy.errors import CloudError

FAULTS: tuple[Fault, ...] = (
    *network.FAULTS,
    *groups.FAULTS,
    *machines.FAULTS,
    *balancers.FAULTS,
    *data.FAULTS,
    *application.FAULTS,
)
FORMAT = "tutorfleet-practice"
NOTHING_STANDS = {"network.home-zone", "network.other-zone"}
"""rules that no fault turns red: both VPCs are gone"""


class NoPractice(CloudError):
    """There can be no exercise here."""


@dataclass(frozen=True)
class Exercise:
    """What was planted, and what was wrong before."""

    format: str
    seed: int
    faults: tuple[str, ...]
    wrong_before: tuple[str, ...]
    """ids of rules"""

    @property
    def planted(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in FAULTS if fault.id in self.faults)


@dataclass(frozen=True)
class Grade:
    """What became of an exercise."""

    mended: tuple[Fault, ...]
    left: tuple[Fault, ...]
    broken: tuple[str, ...]
    """ids of rules that were green when the exercise began and that no planted fault turned red"""
    points: int
    possible: int

    @property
    def full(self) -> bool:
        return not self.left and not self.broken


def emulated(address: str) -> None:
    """Raises NoPractice unless the address is this machine's own."""
    host = urlsplit(address).hostname or ""
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    if not loopback:
        raise NoPractice(
            f"practice breaks things, and only ever in an emulated account, not in {address}: start one with "
            "`python -m tutorfleet.cloud.emulator` and set AWS_ENDPOINT_URL to the address that it prints"
        )


class OnThisMachine(Access):
    """An account whose every client is looked at: a variable of one service may lead past AWS_ENDPOINT_URL to AWS itself."""

    def client(self, service: str, region: str = "") -> Any:
        client = super().client(service, region)
        emulated(client.meta.endpoint_url)
        return client


def chosen(number: int, seed: int) -> tuple[Fault, ...]:
    """So many faults that do not hide each other: none touches what another touches, none turns another's rule red."""
    dice = Random(seed)  # a seed is an exercise that can be given again
    faults: list[Fault] = []
    for fault in dice.sample(FAULTS, len(FAULTS)):
        apart = all(fault.touches != one.touches and not fault.rules & one.rules for one in faults)
        if apart and len(faults) < number:
            faults.append(fault)
    if len(faults) < number:
        raise NoPractice(f"{number} faults would hide each other; {len(faults)} would not: ask for that many")
    return tuple(faults)


def prepared(faults: Sequence[Fault], account: Account, blueprint: Blueprint, seed: int) -> Exercise:
    """These faults as an exercise in this account; raises NoPractice where nothing is deployed. Nothing is planted yet."""
    if not blueprint.away:
        raise NoPractice("practice needs both zones of the task, and this fleet.toml describes one")
    wrong = wrong_rules(account, blueprint)
    hidden = [fault for fault in faults if fault.rules & wrong]
    if hidden:
        raise NoPractice(
            "this account is not as the task asks, so nobody could tell what was planted: deploy into it first "
            f"(red already: {', '.join(sorted(wrong)[:5])})"
        )
    return Exercise(FORMAT, seed, tuple(fault.id for fault in faults), tuple(sorted(wrong)))


def plant(exercise: Exercise, account: Account, blueprint: Blueprint, clients: Clients) -> None:
    """Plants its faults in the account that it was prepared for."""
    for fault in exercise.planted:
        fault.plant(Scene(account, blueprint, clients, Random(f"{exercise.seed} {fault.id}")))


def grade(exercise: Exercise, account: Account, blueprint: Blueprint) -> Grade:
    """What is mended and what is not, in the account as it stands now; raises NoPractice where nothing stands any more."""
    wrong = wrong_rules(account, blueprint)
    if wrong >= NOTHING_STANDS:
        raise NoPractice(
            "nothing is deployed here any more; an emulated account forgets everything when it ends: deploy again, "
            "and begin another exercise"
        )
    faults = exercise.planted
    mended = tuple(fault for fault in faults if not fault.rules & wrong)
    planted = {rule for fault in faults for rule in fault.rules}
    points = {rule.id: rule.points for rule in ALL}
    return Grade(
        mended=mended,
        left=tuple(fault for fault in faults if fault not in mended),
        broken=tuple(sorted(wrong - planted - set(exercise.wrong_before))),
        points=sum(points[rule] for rule in planted - wrong),
        possible=sum(points[rule] for rule in planted),
    )


def wrong_rules(account: Account, blueprint: Blueprint) -> frozenset[str]:
    """Ids of the rules that are red."""
    report = judge(account, blueprint, ALL)
    return frozenset(line.rule.id for line in report.lines if isinstance(line.verdict, Failed))


def save(exercise: Exercise, file: Path) -> None:
    file.write_bytes(msgspec.json.format(msgspec.json.encode(exercise), indent=1) + b"\n")


def load(file: Path) -> Exercise:
    """The exercise of a file; raises NoPractice for a file that is none, and OSError."""
    try:
        exercise = msgspec.json.decode(file.read_bytes(), type=Exercise)
    except UNREADABLE as error:
        raise NoPractice(f"{file} is no exercise: {error}. Begin one: tutorfleet cloud audit --practice 5") from None
    unknown = set(exercise.faults) - {fault.id for fault in FAULTS}
    if exercise.format != FORMAT or unknown:
        raise NoPractice(f"{file} is of another version of this program. Begin an exercise: audit --practice 5")
    return exercise
