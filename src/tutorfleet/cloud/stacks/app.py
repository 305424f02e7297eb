"""From a blueprint to every template, in an order in which they can be deployed.

    tutorfleet cloud plan --templates DIR

Synthesis needs no AWS and no network: only Node.js, on which the CDK's engine runs.
"""

import tempfile
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import aws_cdk as cdk

from tutorfleet.cloud.blueprint import Blueprint, Zone
from tutorfleet.cloud.stacks.api import Api, AwayApi
from tutorfleet.cloud.stacks.balancers import Balancers
from tutorfleet.cloud.stacks.base import Chapter
from tutorfleet.cloud.stacks.client import Client
from tutorfleet.cloud.stacks.configuration import Configuration
from tutorfleet.cloud.stacks.crossing import Crossing
from tutorfleet.cloud.stacks.database import Database
from tutorfleet.cloud.stacks.entrance import Entrance, Link
from tutorfleet.cloud.stacks.functions import Functions
from tutorfleet.cloud.stacks.identity import Identity
from tutorfleet.cloud.stacks.monitoring import Monitoring, Once
from tutorfleet.cloud.stacks.nat import Nat
from tutorfleet.cloud.stacks.network import Network
from tutorfleet.cloud.stacks.peering import Peering, Routes
from tutorfleet.cloud.stacks.security import Security
from tutorfleet.cloud.stacks.storage import Storage
from tutorfleet.cloud.stacks.workers import Workers
from tutorfleet.cloud.template import Output, Stack


def synthesise(blueprint: Blueprint) -> tuple[Stack, ...]:
    """Every stack of the fleet; a stack comes after those whose outputs it takes."""
    with tempfile.TemporaryDirectory(prefix="tutorfleet-synthesis-") as folder:
        app = cdk.App(outdir=folder, builtin_cloud_formation_validation=False, analytics_reporting=False)
        chapters = tuple(chapters_of(app, blueprint))
        assembly = app.synth()
        return tuple(stack_of(chapter, assembly.get_stack_by_name(chapter.stack_name).template) for chapter in chapters)


def chapters_of(app: cdk.App, blueprint: Blueprint) -> Iterator[Chapter]:
    """The chapters of the specification, in its order as far as ids allow."""
    ground = yield from ground_of(app, blueprint)
    fleet = yield from fleet_of(app, blueprint, ground)
    once = yield from application_of(app, blueprint, ground, fleet[blueprint.home.letter][1])
    for zone in blueprint.zones:
        workers, balancers = fleet[zone.letter]
        nat = ground.nats[zone.letter]
        yield Monitoring(app, blueprint, balancers, workers, nat, once if zone.home else None)


@dataclass(frozen=True)
class Ground:
    """What everything else stands on; by letter of the zone where each zone has its own."""

    networks: Mapping[str, Network]
    routes: tuple[Routes, ...]
    securities: Mapping[str, Security]
    nats: Mapping[str, Nat]
    entrances: Mapping[str, Entrance]
    crossings: tuple[Crossing, ...]
    storage: Storage

    def pinned(self, zone: Zone) -> tuple[Chapter, ...]:
        """What has a certain address in this zone: it is there before anything that is given any free one."""
        entrance = self.entrances[zone.letter]
        return (entrance, *self.crossings, self.storage) if zone.home else (entrance,)

    def reached_by_workers(self, zone: Zone) -> tuple[Chapter, ...]:
        """What a worker of this zone needs when it is configured: without it, it would wait half an hour for the next run."""
        return (self.nats[zone.letter], *self.routes, self.storage)


def ground_of(app: cdk.App, blueprint: Blueprint) -> Generator[Chapter, None, Ground]:
    """Networks and their connection, security, NAT, pinned addresses, storage."""
    zones, home = blueprint.zones, blueprint.home.letter
    networks = {zone.letter: Network(app, blueprint, zone) for zone in zones}
    yield from networks.values()
    routes: tuple[Routes, ...] = ()
    if blueprint.away:
        yield (peering := Peering(app, blueprint, networks))
        routes = tuple(Routes(app, blueprint, network, peering) for network in networks.values())
    yield from routes
    securities = {zone.letter: Security(app, blueprint, networks[zone.letter]) for zone in zones}
    nats = {zone.letter: Nat(app, blueprint, networks[zone.letter], securities[zone.letter]) for zone in zones}
    yield from (*securities.values(), *nats.values())
    entrances = {zone.letter: Entrance(app, blueprint, networks[zone.letter]) for zone in zones}
    crossings = (Crossing(app, blueprint, networks[home]),) if crosses(blueprint) else ()
    storage = Storage(app, blueprint, networks[home], securities[home])
    yield from (*entrances.values(), *crossings, storage)
    return Ground(networks, routes, securities, nats, entrances, crossings, storage)


def fleet_of(
    app: cdk.App, blueprint: Blueprint, ground: Ground
) -> Generator[Chapter, None, Mapping[str, tuple[Workers, Balancers]]]:
    """Workers, their balancers and their configuration; gives workers and balancers by letter of their zone."""
    found = {}
    for zone in blueprint.zones:
        network, security = ground.networks[zone.letter], ground.securities[zone.letter]
        workers = Workers(app, blueprint, network, security)
        workers.wait_for(*ground.pinned(zone))
        configuration = Configuration(app, blueprint, zone)
        configuration.wait_for(workers, *ground.reached_by_workers(zone))
        balancers = Balancers(app, blueprint, network, security, workers, ground.entrances[zone.letter])
        yield from (workers, configuration, balancers)
        found[zone.letter] = (workers, balancers)
    return found


def application_of(
    app: cdk.App, blueprint: Blueprint, ground: Ground, balancers: Balancers
) -> Generator[Chapter, None, Once]:
    """What stands at home only: database, accounts, functions, the public API, the pages; gives what is watched of it."""
    home = blueprint.home
    network, security = ground.networks[home.letter], ground.securities[home.letter]
    database = Database(app, blueprint, network, security)
    database.wait_for(*ground.pinned(home))
    identity = Identity(app, blueprint)
    functions = Functions(app, blueprint, network, security, database, identity, balancers)
    yield from (database, identity, functions)

    ways: dict[str, Link | Output] = {home.region.name: ground.entrances[home.letter].link}
    for crossing in ground.crossings:
        ways |= crossing.links
    if not ground.crossings:
        apis = [AwayApi(app, blueprint, identity, ground.entrances[zone.letter]) for zone in blueprint.away]
        ways |= {api.zone.region.name: api.url for api in apis}
        yield from apis
    api = Api(app, blueprint, identity, functions, ways)
    client = Client(app, blueprint, identity, api)
    yield from (api, client)
    return Once(ground.storage, database, functions, api)


def crosses(blueprint: Blueprint) -> bool:
    """Whether the API at home reaches other zones over peering."""
    return bool(blueprint.away) and blueprint.cloud.crossing == "peering"


def stack_of(chapter: Chapter, template: dict[str, Any]) -> Stack:
    return Stack(chapter.stack_name, chapter.zone.region.name, template, chapter.taken, frozenset(chapter.after))
