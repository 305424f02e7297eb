"""A live account, read into the model: every region and every kind of thing at the same time.

    account = collect(clients, "123456789012", ("us-east-1", "us-west-2"))

It only reads. What is denied is None in the model and a note beside it. Credentials are deploy/'s business.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from tutorfleet.cloud.audit.collect import application, balancing, client, compute, monitoring, network, storage
from tutorfleet.cloud.audit.collect.reading import Clients, Collector, Reader
from tutorfleet.cloud.audit.model import Account, Note, Region

COLLECTORS: Mapping[str, Collector] = {
    collector.__name__: collector
    for module in (network, compute, storage, balancing, application, client, monitoring)
    for collector in module.COLLECTORS
}
"""kind of thing -> what reads it"""
AT_ONCE = 12
"""kinds of things read at the same time"""


def collect(clients: Clients, account_id: str, regions: Sequence[str]) -> Account:
    """All of an account that a judge may look at."""
    readers = [Reader(clients, region) for region in regions]
    try:
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="audit") as pool:
            work = {
                (reader.region, collection): pool.submit(reader.attempt, collection, lambda r=reader, c=collector: c(r))
                for collection, collector in COLLECTORS.items()
                for reader in readers
            }
            found = {key: future.result() for key, future in work.items()}
    finally:
        for reader in readers:
            reader.close()
    return Account(
        id=account_id,
        source="live",
        taken=datetime.now(UTC).isoformat(timespec="seconds"),
        regions=tuple(region(reader.region, found) for reader in readers),
        notes=tuple(note for reader in readers for note in notes(reader)),
    )


def region(name: str, found: Mapping[tuple[str, str], tuple[Any, ...] | None]) -> Region:
    return Region(name=name, **{collection: found[name, collection] for collection in COLLECTORS})


def notes(reader: Reader) -> tuple[Note, ...]:
    """Each once."""
    return tuple(Note(region=reader.region, what=what, why=why) for what, why in dict.fromkeys(reader.notes))
