"""What of a fleet is left in an account, looked for directly and by tags; nothing is changed here."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import jmespath
from botocore.exceptions import ClientError

from tutorfleet.cloud.deploy.account import EXPIRED, Account, code_of
from tutorfleet.cloud.deploy.looks import GLOBAL, LOOKS, Look

THREADS = 16


@dataclass(frozen=True)
class Left:
    """One thing that is there, and the command that deletes it."""

    kind: str
    region: str
    id: str
    name: str
    delete: str


@dataclass(frozen=True)
class Leftovers:
    """All that was found, and what could not be looked at."""

    left: tuple[Left, ...]
    unseen: tuple[str, ...]


def look(account: Account, prefix: str) -> Leftovers:
    """Everything of this prefix in every region."""
    asked = [
        (each, region) for each in LOOKS for region in (account.regions[:1] if each.kind in GLOBAL else account.regions)
    ]
    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(lambda key: _seen(account, prefix, *key), asked))
    left = tuple(each for answer in answers if not isinstance(answer, str) for each in answer)
    return Leftovers(left, tuple(answer for answer in answers if isinstance(answer, str)))


def _seen(account: Account, prefix: str, look: Look, region: str) -> list[Left] | str:
    """What is there, or why that cannot be said."""
    try:
        return [each for each in _each(account, look, region) if of_fleet(each.name, prefix)]
    except ClientError as error:
        if code_of(error) == "ResourceNotFoundException":
            return []  # there has never been a backup
        if code_of(error) in EXPIRED:
            raise
        return f"{look.kind} in {region}: {error.operation_name} answers {code_of(error)}"


def of_fleet(name: str, prefix: str) -> bool:
    """Whether a name is of this fleet; that of a log group is a path."""
    return any(part.startswith(f"{prefix}-") for part in name.split("/"))


def _each(account: Account, look: Look, region: str) -> Iterator[Left]:
    client = account.client(look.service, region)
    for page in _pages(client, look.call, look.arguments):
        for found, name in jmespath.search(look.found, page) or ():
            commands = look.delete.format(id=found, name=name).split("; ")
            delete = "; ".join(f"{command} --region {region}" for command in commands)
            yield Left(look.kind, region, str(found), str(name or ""), delete)


def _pages(client: Any, call: str, arguments: Mapping[str, Any]) -> Iterator[Any]:
    if client.can_paginate(call):
        return iter(client.get_paginator(call).paginate(**arguments))
    return iter([getattr(client, call)(**arguments)])
