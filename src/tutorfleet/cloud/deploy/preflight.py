"""What this account, role, quota and zone can do, asked by harmless reads before anything is made.

What cannot be read is a warning and not a failure: a lab hides much that it allows.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

from botocore.exceptions import BotoCoreError, ClientError

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy.account import EXPIRED, UNKNOWN, Account, code_of

THREADS = 16
Verdict = Literal["ok", "warning", "failed"]


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    what: str
    where: str
    verdict: Verdict
    found: str
    way_out: str = ""


Ask = Callable[[Account, Blueprint], Iterator[Check]]


def preflight(account: Account, blueprint: Blueprint, asks: tuple[tuple[str, Ask], ...]) -> tuple[Check, ...]:
    """All checks, in the order of the questions, asked at the same time."""
    with ThreadPoolExecutor(THREADS) as pool:
        answers = pool.map(lambda ask: tuple(_asked(account, blueprint, *ask)), asks)
        return tuple(check for answer in answers for check in answer)


def _asked(account: Account, blueprint: Blueprint, what: str, ask: Ask) -> Iterator[Check]:
    try:
        yield from ask(account, blueprint)
    except ClientError as error:
        if code_of(error) in EXPIRED | UNKNOWN:
            raise
        yield Check(what, "", "warning", f"{error.operation_name}: {code_of(error)}", "Look at it in the console")
    except BotoCoreError as error:
        yield Check(what, "", "warning", str(error), "Look at it in the console")
