"""From a blueprint to every template, in an order in which they can be deployed.

    tutorfleet cloud plan --templates DIR

Synthesis needs no AWS and no network: only Node.js, on which the CDK's engine runs.
"""

import tempfile
from collections.abc import Iterator
from typing import Any

import aws_cdk as cdk

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.stacks.api import Api, AwayApi
from tutorfleet.cloud.stacks.balancers import Balancers, Entrance, Link
from tutorfleet.cloud.stacks.base import Chapter
from tutorfleet.cloud.stacks.client import Client
from tutorfleet.cloud.stacks.configuration import Configuration
from tutorfleet.cloud.stacks.crossing import Crossing
from tutorfleet.cloud.stacks.database import Database
from tutorfleet.cloud.stacks.functions import Functions
from tutorfleet.cloud.stacks.identity import Identity
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
    zones = blueprint.zones
    home = blueprint.home.letter
    networks = {zone.letter: Network(app, blueprint, zone) for zone in zones}
    yield from networks.values()
    if blueprint.away:
        yield (peering := Peering(app, blueprint, networks))
        yield from (Routes(app, blueprint, networks[zone.letter], peering) for zone in zones)
    securities = {zone.letter: Security(app, blueprint, networks[zone.letter]) for zone in zones}
    nats = [Nat(app, blueprint, networks[zone.letter], securities[zone.letter]) for zone in zones]
    yield from (*securities.values(), *nats)

    # Their addresses are pinned: they are there before anything that is given any free one.
    entrances = {zone.letter: Entrance(app, blueprint, networks[zone.letter]) for zone in zones}
    crossings = [Crossing(app, blueprint, networks[home])] if crosses(blueprint) else []
    storage = Storage(app, blueprint, networks[home], securities[home])
    yield from (*entrances.values(), *crossings, storage)
    pinned: dict[str, list[Chapter]] = {zone.letter: [entrances[zone.letter]] for zone in zones}
    pinned[home] += [*crossings, storage]

    balancers = {}
    for zone in zones:
        network, security = networks[zone.letter], securities[zone.letter]
        workers = Workers(app, blueprint, network, security)
        workers.wait_for(*pinned[zone.letter])
        balancers[zone.letter] = Balancers(app, blueprint, network, security, workers, entrances[zone.letter])
        configuration = Configuration(app, blueprint, zone)
        configuration.wait_for(workers)
        yield from (workers, balancers[zone.letter], configuration)

    database = Database(app, blueprint, networks[home], securities[home])
    database.wait_for(*pinned[home])
    identity = Identity(app, blueprint)
    functions = Functions(app, blueprint, networks[home], securities[home], database, identity, balancers[home])
    yield from (database, identity, functions)

    ways: dict[str, Link | Output] = {blueprint.home.region.name: entrances[home].link}
    for crossing in crossings:
        ways |= crossing.links
    if not crossings:
        apis = [AwayApi(app, blueprint, identity, entrances[zone.letter]) for zone in blueprint.away]
        ways |= {api.zone.region.name: api.url for api in apis}
        yield from apis
    api = Api(app, blueprint, identity, functions, ways)
    client = Client(app, blueprint, identity, api)
    yield from (api, client)


def crosses(blueprint: Blueprint) -> bool:
    """Whether the API at home reaches other zones over peering."""
    return bool(blueprint.away) and blueprint.cloud.crossing == "peering"


def stack_of(chapter: Chapter, template: dict[str, Any]) -> Stack:
    return Stack(chapter.stack_name, chapter.zone.region.name, template, chapter.taken, frozenset(chapter.after))
