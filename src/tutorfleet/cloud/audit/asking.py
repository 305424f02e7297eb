"""What every worker itself says about its models: asked past the balancer, by a command of Systems Manager.

The one thing in an audit that does something in an account, so it is done only on request. Workers are those that the rules
take for workers, not those that carry our tags.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tutorfleet.cloud.audit.finders import Site, sites
from tutorfleet.cloud.audit.model import Account, Instance, ManagedInstance, Note, Region, UnknownFact, known
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy.account import Account as Access
from tutorfleet.cloud.deploy.errors import CloudError
from tutorfleet.cloud.deploy.progress import Patience
from tutorfleet.cloud.machines import commands, models
from tutorfleet.cloud.machines.commands import Machine
from tutorfleet.cloud.machines.models import Seen

DIGITS = 12
"""of a digest: two models of one name may differ"""


def asked(access: Access, account: Account, blueprint: Blueprint, patience: Patience) -> Account:
    """The account with the models of every worker that Systems Manager reaches; raises CloudError when it reaches none."""
    try:
        machines = tuple(reachable(account, blueprint))
    except UnknownFact as missing:
        raise CloudError(f"the workers cannot be asked, because something else could not be read: {missing}") from None
    if not machines:
        raise CloudError("Systems Manager reaches no worker yet: tutorfleet cloud audit --chapter workers")
    said = commands.tell(access, machines, models.bash(models.LOOK), models.ASK_SECONDS, patience)
    seen = {machine.id: models.seen(machine, said[machine.id]) for machine in machines}
    silent = tuple(note(one) for one in seen.values() if one.problem)
    regions = tuple(with_models(region, seen) for region in account.regions)
    return replace(account, regions=regions, notes=account.notes + silent)


def reachable(account: Account, blueprint: Blueprint) -> Iterator[Machine]:
    for site in sites(account, blueprint):
        online = {one.instance for one in known(site.region.managed, "instances of Systems Manager") if one.online}
        yield from (machine(site, worker) for worker in site.workers if worker.id in online)


def machine(site: Site, worker: Instance) -> Machine:
    return Machine(worker.id, site.name, worker.name, site.role_of(worker), "")


def with_models(region: Region, seen: Mapping[str, Seen]) -> Region:
    if region.managed is None:
        return region
    return replace(region, managed=tuple(told(one, seen.get(one.instance)) for one in region.managed))


def told(managed: ManagedInstance, seen: Seen | None) -> ManagedInstance:
    """A worker that does not answer has no models; one that was not asked, unknown ones."""
    if seen is None:
        return managed
    return replace(managed, models=tuple(f"{name}@{digest[:DIGITS]}" for name, digest in sorted(seen.models.items())))


def note(seen: Seen) -> Note:
    return Note(region=seen.machine.region, what=f"models of {seen.machine.name or seen.machine.id}", why=seen.problem)
