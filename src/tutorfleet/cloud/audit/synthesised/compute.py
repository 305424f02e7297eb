"""Instances, their disks and what State Manager does to them, as the templates plan them. Pure."""

from collections.abc import Iterator
from typing import Any

from tutorfleet.cloud.audit.model import Association, Image, Instance, Volume
from tutorfleet.cloud.audit.redaction import forwarding
from tutorfleet.cloud.audit.synthesised.plan import Builder, Plan, identity, tags_of
from tutorfleet.cloud.audit.synthesised.resolve import Planned

FOUND_IMAGE = "planned:found/image"
UBUNTU = Image(
    id=FOUND_IMAGE,
    name="ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server",
    description="the newest Ubuntu 24.04 of the region, which the deployer looks up",
    owner="099720109477",
)


def instances(plan: Plan) -> tuple[Instance, ...]:
    return tuple(instance(plan, planned) for planned in plan.of("AWS::EC2::Instance"))


def instance(plan: Plan, planned: Planned) -> Instance:
    interfaces = planned.get("NetworkInterfaces", [])
    first = interfaces[0] if interfaces else {}
    subnet = first.get("SubnetId") or planned.text("SubnetId")
    groups = first.get("GroupSet") or planned.get("SecurityGroupIds", [])
    public = bool(first.get("AssociatePublicIpAddress")) or plan.property_of(subnet, "MapPublicIpOnLaunch") == "True"
    return Instance(
        **identity(planned),
        instance_type=planned.text("InstanceType"),
        image=UBUNTU if planned.get("ImageId") == FOUND_IMAGE else None,
        vpc=plan.property_of(subnet, "VpcId"),
        subnet=subnet,
        availability_zone=planned.text("AvailabilityZone") or plan.property_of(subnet, "AvailabilityZone"),
        groups=tuple(groups),
        profile=planned.text("IamInstanceProfile"),
        source_dest_check=bool(planned.get("SourceDestCheck", True)),
        private_address=first.get("PrivateIpAddress") or planned.get("PrivateIpAddress"),
        public_address=None if public else "",
        key_pair=planned.text("KeyName"),
        metadata_tokens=metadata_tokens(planned),
        user_data=forwarding(planned.text("UserData")),
    )


def metadata_tokens(planned: Planned) -> str | None:
    options = planned.get("MetadataOptions") or {}
    return options.get("HttpTokens")


def volumes(plan: Plan) -> tuple[Volume, ...]:
    return tuple(volume for planned in plan.of("AWS::EC2::Instance") for volume in volumes_of(planned)) + tuple(
        Volume(
            **identity(planned),
            kind=planned.text("VolumeType"),
            encrypted=bool(planned.get("Encrypted", False)),
        )
        for planned in plan.of("AWS::EC2::Volume")
    )


def volumes_of(planned: Planned) -> Iterator[Volume]:
    """Disks that an instance is made with; one that it does not speak of is as the image and the account say."""
    mappings: list[Any] = planned.get("BlockDeviceMappings") or [{"DeviceName": "root", "Ebs": {}}]
    for mapping in mappings:
        disk = mapping.get("Ebs", {})
        encrypted = disk.get("Encrypted")
        yield Volume(
            id=f"{planned.id}:{mapping['DeviceName']}",
            region=planned.region,
            tags=tags_of(planned) if planned.get("PropagateTagsToVolumeOnCreation") else {},
            generated=True,
            kind=disk.get("VolumeType", ""),
            encrypted=None if encrypted is None else bool(encrypted),
            instance=planned.id,
        )


def associations(plan: Plan) -> tuple[Association, ...]:
    return tuple(
        Association(
            **identity(planned, planned.text("AssociationName")),
            document=planned.text("Name"),
            targets={target["Key"]: tuple(target["Values"]) for target in planned.get("Targets", [])},
            parameters={name: tuple(map(str, values)) for name, values in planned.get("Parameters", {}).items()},
            schedule=planned.text("ScheduleExpression"),
        )
        for planned in plan.of("AWS::SSM::Association")
    )


def managed(plan: Plan) -> None:
    """Nothing runs yet, so nothing reports to Systems Manager."""


BUILDERS: tuple[Builder, ...] = (instances, volumes, associations, managed)
"""each finds all things of the kind that it is called after"""
