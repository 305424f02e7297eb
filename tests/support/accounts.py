"""Accounts for tests of the audit: a planned one told to be in good health, and mistakes to make in it.

A mistake is a function of an account; `facts("instances", nat, key_pair="mine")` makes one that says so of every NAT instance.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tutorfleet.cloud.audit.model import Account, ManagedInstance, Region, Resource

HOME, AWAY = "us-east-1", "us-west-2"
MODELS = ("orca-mini:latest", "llama3:latest", "nomic-embed-text:latest")
Mistake = Callable[[Account], Account]
Where = Callable[[Any], bool]


def working(plan: Account) -> Account:
    """The plan as an account in which everything that a template cannot tell is well."""
    return replace(plan, source="live", regions=tuple(_well(region) for region in plan.regions))


def _well(region: Region) -> Region:
    def told(collection: str, **values: Any) -> tuple[Any, ...]:
        return tuple(replace(item, **values) for item in getattr(region, collection))

    return replace(
        region,
        instances=told("instances", state="running"),
        peerings=told("peerings", status="active"),
        route_tables=tuple(
            replace(table, routes=tuple(replace(route, active=True) for route in table.routes))
            for table in region.route_tables or ()
        ),
        target_groups=tuple(
            replace(group, targets=tuple(replace(target, health="healthy") for target in group.targets or ()))
            for group in region.target_groups or ()
        ),
        associations=told("associations", status="Success"),
        managed=tuple(
            ManagedInstance(instance=one.id, online=True, models=MODELS)
            for one in region.instances or ()
            if worker(one)
        ),
        vpc_links=told("vpc_links", status="AVAILABLE"),
        client_apps=tuple(
            replace(app, branches=tuple(replace(branch, deployed=True) for branch in app.branches or ()))
            for app in region.client_apps or ()
        ),
        alarms=told("alarms", state="OK"),
    )


def anything(_: Any) -> bool:
    return True


def nat(instance: Any) -> bool:
    return instance.instance_type == "t2.micro"


def worker(instance: Any) -> bool:
    return not nat(instance)


def named(*words: str) -> Where:
    """Things with any of these words in their name."""
    return lambda thing: any(word in thing.name for word in words)


def of_kind(kind: str) -> Where:
    """Load balancers: "application" or "network"; target groups: "instance", "ip" or "alb"."""
    return lambda thing: bool(thing.kind == kind)


def each(collection: str, where: Where, change: Callable[[Any], Any], region: str = "") -> Mistake:
    """Changes every thing of a collection that fits, in one region or in all; to None: it is gone. Fails when none fits."""

    def made(account: Account) -> Account:
        fitting = [item for one in _regions(account, region) for item in getattr(one, collection) if where(item)]
        assert fitting, f"no {collection} to make a mistake with"
        return replace(account, regions=tuple(changed(one) for one in account.regions))

    def changed(one: Region) -> Region:
        if region not in ("", one.name):
            return one
        items = (change(item) if where(item) else item for item in getattr(one, collection))
        return replace(one, **{collection: tuple(item for item in items if item is not None)})

    return made


def facts(collection: str, where: Where = anything, region: str = "", **values: Any) -> Mistake:
    """These facts are otherwise."""
    return each(collection, where, lambda item: replace(item, **values), region)


def without(collection: str, where: Where = anything, region: str = "") -> Mistake:
    """These are gone."""
    return each(collection, where, lambda _: None, region)


def besides(collection: str, more: Callable[[Region], Resource], region: str = "") -> Mistake:
    """There is one more in each region."""

    def made(account: Account) -> Account:
        return replace(account, regions=tuple(grown(one) for one in account.regions))

    def grown(one: Region) -> Region:
        if region not in ("", one.name):
            return one
        return replace(one, **{collection: (*getattr(one, collection), more(one))})

    return made


def twice(collection: str, where: Where = anything, region: str = "", **values: Any) -> Mistake:
    """One of these is there a second time, with other values."""

    def copy(one: Region) -> Resource:
        found = next(item for item in getattr(one, collection) if where(item))
        return replace(found, **{"id": f"{found.id}-2", **values})  # type: ignore[no-any-return]

    return besides(collection, copy, region)


def both(*mistakes: Mistake) -> Mistake:
    """One after the other."""

    def made(account: Account) -> Account:
        for mistake in mistakes:
            account = mistake(account)
        return account

    return made


def _regions(account: Account, name: str) -> list[Region]:
    return [region for region in account.regions if name in ("", region.name)]
