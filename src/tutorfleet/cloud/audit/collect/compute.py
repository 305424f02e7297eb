"""Instances, their disks and what State Manager does to them, read from a live account."""

import base64
from typing import Any

from tutorfleet.cloud.audit.collect.network import GONE, identity
from tutorfleet.cloud.audit.collect.reading import Collector, Reader, tags_of
from tutorfleet.cloud.audit.model import Association, Image, Instance, ManagedInstance, Volume
from tutorfleet.cloud.audit.redaction import forwarding, without_secrets


def instances(reader: Reader) -> tuple[Instance, ...]:
    reservations = reader.pages("ec2", "describe_instances", "Reservations")
    found = [instance for reservation in reservations for instance in reservation["Instances"]]
    standing = [instance for instance in found if instance["State"]["Name"] not in GONE]
    images = reader.attempt("images", lambda: images_of(reader, standing)) or {}
    return reader.each(lambda one: instance(reader, one, images.get(one["ImageId"])), standing)


def images_of(reader: Reader, found: list[Any]) -> dict[str, Image]:
    """By id; without those that their owners took back. Each alone, because one that is gone is an error for all."""
    ids = sorted({instance["ImageId"] for instance in found})
    return {found.id: found for found in reader.each(lambda one: image(reader, one), ids) if found}


def image(reader: Reader, image_id: str) -> Image | None:
    asked = {"ImageIds": [image_id], "IncludeDeprecated": True}
    answer = reader.call_if_any("InvalidAMIID.NotFound", "ec2", "describe_images", **asked)
    return next(
        (
            Image(
                id=image_id,
                name=found.get("Name", ""),
                description=found.get("Description", ""),
                owner=found.get("ImageOwnerAlias") or found.get("OwnerId", ""),
            )
            for found in answer.get("Images", [])
        ),
        None,
    )


def instance(reader: Reader, found: Any, image: Image | None) -> Instance:
    interfaces = found.get("NetworkInterfaces", [])
    groups = {group["GroupId"]: None for interface in interfaces for group in interface.get("Groups", [])}
    return Instance(
        **identity(found, "InstanceId", reader),
        instance_type=found["InstanceType"],
        state=found["State"]["Name"],
        image=image,
        vpc=found.get("VpcId", ""),
        subnet=found.get("SubnetId", ""),
        availability_zone=found["Placement"]["AvailabilityZone"],
        groups=tuple(groups),
        interfaces=tuple(interface["NetworkInterfaceId"] for interface in interfaces),
        profile=found.get("IamInstanceProfile", {}).get("Arn", "").rpartition("/")[2],
        source_dest_check=source_dest_check(found),
        private_address=found.get("PrivateIpAddress"),
        public_address=found.get("PublicIpAddress") or "",
        key_pair=found.get("KeyName") or "",
        metadata_tokens=(found.get("MetadataOptions") or {}).get("HttpTokens"),
        user_data=reader.attempt("user data", lambda: user_data(reader, found["InstanceId"])),
    )


def source_dest_check(found: Any) -> bool | None:
    """With one interface what the instance says; with more, whether any interface still checks."""
    told = [interface.get("SourceDestCheck") for interface in found.get("NetworkInterfaces", [])]
    return any(told) if len(told) > 1 else found.get("SourceDestCheck", next(iter(told), None))


def user_data(reader: Reader, instance_id: str) -> str:
    answer = reader.call("ec2", "describe_instance_attribute", InstanceId=instance_id, Attribute="userData")
    encoded = answer.get("UserData", {}).get("Value") or ""
    return forwarding(base64.b64decode(encoded).decode(errors="replace"))


def volumes(reader: Reader) -> tuple[Volume, ...]:
    return tuple(volume(reader, found) for found in reader.pages("ec2", "describe_volumes", "Volumes"))


def volume(reader: Reader, found: Any) -> Volume:
    attachments = found.get("Attachments", [])
    return Volume(
        **identity(found, "VolumeId", reader),
        generated=any(attachment.get("DeleteOnTermination") for attachment in attachments),
        kind=found.get("VolumeType", ""),
        encrypted=bool(found.get("Encrypted")),
        instance=next((attachment["InstanceId"] for attachment in attachments), ""),
    )


def associations(reader: Reader) -> tuple[Association, ...]:
    listed = reader.pages("ssm", "list_associations", "Associations")
    return reader.each(lambda found: association(reader, found["AssociationId"]), listed)


def association(reader: Reader, association_id: str) -> Association:
    found = reader.call("ssm", "describe_association", AssociationId=association_id)["AssociationDescription"]
    return Association(
        id=association_id,
        region=reader.region,
        name=found.get("AssociationName", ""),
        tags=reader.attempt("association tags", lambda: association_tags(reader, association_id)),
        document=found.get("Name", ""),
        targets={target["Key"]: tuple(target["Values"]) for target in found.get("Targets", [])}
        or ({"InstanceIds": (found["InstanceId"],)} if found.get("InstanceId") else {}),
        parameters={
            name: tuple(without_secrets(f"{name}={value}").removeprefix(f"{name}=") for value in values)
            for name, values in found.get("Parameters", {}).items()
        },
        schedule=found.get("ScheduleExpression", ""),
        status=found.get("Overview", {}).get("Status"),
    )


def association_tags(reader: Reader, association_id: str) -> dict[str, str]:
    answer = reader.call("ssm", "list_tags_for_resource", ResourceType="Association", ResourceId=association_id)
    return tags_of(answer.get("TagList"))


def managed(reader: Reader) -> tuple[ManagedInstance, ...]:
    return tuple(
        ManagedInstance(
            instance=found["InstanceId"],
            online=found.get("PingStatus") == "Online",
            platform=f"{found.get('PlatformName', '')} {found.get('PlatformVersion', '')}".strip(),
        )
        for found in reader.pages("ssm", "describe_instance_information", "InstanceInformationList")
    )


COLLECTORS: tuple[Collector, ...] = (instances, volumes, associations, managed)
"""each reads all things of the kind that it is called after"""
