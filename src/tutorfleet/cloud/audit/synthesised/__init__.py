"""The account as it would be after a deployment, from the templates alone. Pure; needs neither AWS nor a network.

    account = planned(synthesise(blueprint))

What a template cannot tell (health, status, what a worker answers) is None in the model, and a rule says "unknown" there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from tutorfleet.cloud.audit.model import Account, Note, Peering, Region, kinds
from tutorfleet.cloud.audit.synthesised import application, balancing, client, compute, monitoring, network, storage
from tutorfleet.cloud.audit.synthesised.plan import Builder, Plan
from tutorfleet.cloud.audit.synthesised.resolve import ACCOUNT, Planned, resolve
from tutorfleet.cloud.template import Stack

BUILDERS: Mapping[str, Builder] = {
    builder.__name__: builder
    for module in (network, compute, storage, balancing, application, client, monitoring)
    for builder in module.BUILDERS
}
"""kind of thing -> what finds it in the plan of a region"""
PARTS = frozenset(
    (
        *("AWS::EC2::VPCGatewayAttachment", "AWS::EC2::Route", "AWS::EC2::SubnetRouteTableAssociation"),
        *("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress", "AWS::EC2::EIPAssociation"),
        *("AWS::EFS::MountTarget", "AWS::RDS::DBSubnetGroup", "AWS::RDS::DBParameterGroup"),
        *("AWS::Lambda::Permission", "AWS::ApiGateway::Resource", "AWS::ApiGateway::Method", "AWS::ApiGateway::Stage"),
        *("AWS::ApiGateway::Authorizer", "AWS::ApiGateway::GatewayResponse", "AWS::ApiGateway::Deployment"),
        *("AWS::ApiGatewayV2::VpcLink", "AWS::Cognito::UserPoolClient", "AWS::Amplify::Branch"),
        *("AWS::CDK::Metadata", "AWS::Lambda::LayerVersion"),
    )
)
"""types that are part of another one in the model, or nothing that a judge asks for"""


def planned(stacks: Iterable[Stack]) -> Account:
    """What the stacks would make, in every region that they name; raises Unresolvable."""
    resources = resolve(stacks)
    regions = tuple(dict.fromkeys(resource.region for resource in resources))
    built = tuple(region(name, tuple(one for one in resources if one.region == name)) for name in regions)
    return Account(
        id=ACCOUNT,
        source="planned",
        taken=datetime.now(UTC).isoformat(timespec="seconds"),
        regions=on_both_sides(built),
        notes=tuple(unseen(resources)),
    )


def region(name: str, resources: tuple[Planned, ...]) -> Region:
    plan = Plan(name, resources)
    return Region(name=name, **{collection: builder(plan) for collection, builder in BUILDERS.items()})


def on_both_sides(regions: tuple[Region, ...]) -> tuple[Region, ...]:
    """A peering is made in one region and seen in both; its tags stay where it was made."""
    peerings = [peering for region in regions for peering in region.peerings or ()]
    return tuple(
        replace(region, peerings=tuple(seen for peering in peerings if (seen := seen_from(region.name, peering))))
        for region in regions
    )


def seen_from(region: str, peering: Peering) -> Peering | None:
    if region == peering.requester_region:
        return peering
    if region == peering.accepter_region:
        return replace(peering, region=region, tags={}, name="", generated=True)
    return None


def unseen(resources: Iterable[Planned]) -> Iterable[Note]:
    """Types that no part of the model stands for: better said than passed over."""
    modelled = PARTS | {kind.type for kind in kinds()}
    for resource in resources:
        if resource.type not in modelled:
            yield Note(
                region=resource.region, what=resource.type, why=f"no rule looks at {resource.stack}/{resource.logical}"
            )
