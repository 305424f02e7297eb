"""Reads one region of an account, call by call: pages, retries, and what is denied is noted and not an error.

It knows botocore and nothing of the model.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

import botocore.exceptions

from tutorfleet.cloud.deploy.account import code_of

Item = TypeVar("Item")
Result = TypeVar("Result")
Answer = dict[str, Any]

AT_ONCE = 8
"""calls for the single things of one kind"""


class Clients(Protocol):
    """Whoever has boto3's clients, for all threads: deploy.account.Account, or an emulated account within this process."""

    def client(self, service: str, region: str) -> Any: ...


class Reader:
    """One region of an account."""

    def __init__(self, clients: Clients, region: str) -> None:
        self.region = region
        self.clients = clients
        self.notes: list[tuple[str, str]] = []
        """(what, why) that could not be read"""
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix=f"audit-{region}")

    def close(self) -> None:
        self._pool.shutdown()

    def call(self, service: str, operation: str, **arguments: Any) -> Answer:
        answer: Answer = getattr(self.clients.client(service, self.region), operation)(**arguments)
        return answer

    def call_if_any(self, absent: str, service: str, operation: str, **arguments: Any) -> Answer:
        """The answer; nothing where AWS says "there is none" as the error `absent`."""
        try:
            return self.call(service, operation, **arguments)
        except botocore.exceptions.ClientError as error:
            if code_of(error) == absent:
                return {}
            raise

    def pages(self, service: str, operation: str, key: str, **arguments: Any) -> list[Any]:
        """All items of a list, however many pages it has."""
        client = self.clients.client(service, self.region)
        if not client.can_paginate(operation):
            return list(self.call(service, operation, **arguments).get(key, []))
        paginator = client.get_paginator(operation)
        return [item for page in paginator.paginate(**arguments) for item in page.get(key, [])]

    def each(self, function: Callable[[Item], Result], items: Iterable[Item]) -> tuple[Result, ...]:
        """The function for every item, a few at once, in order. Not inside of itself: its threads would wait for each other."""
        return tuple(self._pool.map(function, items))

    def attempt(self, what: str, function: Callable[[], Result]) -> Result | None:
        """What the function answers; None with a note where AWS does not answer it, or not as we know it."""
        try:
            return function()
        except botocore.exceptions.ClientError as error:
            self.notes.append((what, refusal(error)))
        except botocore.exceptions.BotoCoreError as error:
            self.notes.append((what, str(error)))
        except (KeyError, TypeError, ValueError) as error:  # one odd answer must not cost the whole report
            self.notes.append((what, f"an answer that is not understood: {error!r}"))
        return None


Collector = Callable[[Reader], tuple[Any, ...]]
"""reads all things of one kind"""


def refusal(error: botocore.exceptions.ClientError) -> str:
    """`AccessDenied for DescribeVpcs`: the code says enough, the message may be long."""
    return f"{code_of(error)} for {error.operation_name}"


def tags_of(tags: Iterable[Mapping[str, str]] | None) -> dict[str, str]:
    """AWS' usual list of Key and Value as a mapping; its own `aws:` tags are nobody's work."""
    return own_tags({tag["Key"]: tag["Value"] for tag in tags or ()})


def own_tags(tags: Mapping[str, str] | None) -> dict[str, str]:
    return {key: value for key, value in (tags or {}).items() if not key.startswith("aws:")}
