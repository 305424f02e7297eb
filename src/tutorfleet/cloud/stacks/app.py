"""From a blueprint to every template, in an order in which they can be deployed.

    tutorfleet cloud plan --templates DIR

Synthesis needs no AWS and no network: only Node.js, on which the CDK's engine runs.
"""

import tempfile
from collections.abc import Iterator
from typing import Any

import aws_cdk as cdk

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.stacks.base import Chapter
from tutorfleet.cloud.stacks.network import Network
from tutorfleet.cloud.stacks.peering import Peering, Routes
from tutorfleet.cloud.template import Stack


def synthesise(blueprint: Blueprint) -> tuple[Stack, ...]:
    """Every stack of the fleet; a stack comes after those whose outputs it takes."""
    with tempfile.TemporaryDirectory(prefix="tutorfleet-synthesis-") as folder:
        app = cdk.App(outdir=folder, builtin_cloud_formation_validation=False, analytics_reporting=False)
        chapters = tuple(chapters_of(app, blueprint))
        assembly = app.synth()
        return tuple(stack_of(chapter, assembly.get_stack_by_name(chapter.stack_name).template) for chapter in chapters)


def chapters_of(app: cdk.App, blueprint: Blueprint) -> Iterator[Chapter]:
    """The chapters of the specification, in its order as far as ids allow."""
    networks = {zone.letter: Network(app, blueprint, zone) for zone in blueprint.zones}
    yield from networks.values()
    yield (peering := Peering(app, blueprint, networks))
    for zone in blueprint.zones:
        yield Routes(app, blueprint, networks[zone.letter], peering)


def stack_of(chapter: Chapter, template: dict[str, Any]) -> Stack:
    return Stack(chapter.stack_name, chapter.zone.region.name, template, chapter.taken)
