"""Faults in instances and in State Manager."""

from tutorfleet.cloud.audit.model import Instance, TargetGroup, known
from tutorfleet.cloud.audit.practice.fault import Fault, Scene, fault
from tutorfleet.cloud.blueprint import WORKER_PORT


def _group_of(scene: Scene, worker: Instance) -> TargetGroup:
    """The target group that holds a worker."""
    return next(
        group
        for group in scene.site.worker_groups
        if any(target.id == worker.id for target in known(group.targets, "targets"))
    )


@fault(
    "nat-check",
    "NAT instance",
    rules=("nat.source-dest-check",),
    en="the NAT's source/destination check is on",
    id_="source/destination check pada NAT aktif",
)
def nat_check(scene: Scene) -> None:
    scene.client("ec2", scene.site).modify_instance_attribute(InstanceId=scene.nat.id, SourceDestCheck={"Value": True})


@fault(
    "nat-type",
    "NAT instance",
    rules=("nat.type",),
    en="the NAT is a t2.large",
    id_="NAT bertipe t2.large",
)
def nat_type(scene: Scene) -> None:
    _retype(scene, scene.nat, "t2.large")


@fault(
    "worker-type",
    "workers",
    rules=("workers.type",),
    en="a worker is a t2.medium",
    id_="sebuah worker bertipe t2.medium",
)
def worker_type(scene: Scene) -> None:
    _retype(scene, scene.worker, "t2.medium")


def _retype(scene: Scene, instance: Instance, kind: str) -> None:
    ec2 = scene.client("ec2", scene.site)
    ec2.stop_instances(InstanceIds=[instance.id])
    ec2.modify_instance_attribute(InstanceId=instance.id, InstanceType={"Value": kind})
    ec2.start_instances(InstanceIds=[instance.id])


@fault(
    "worker-too-large",
    "workers",
    rules=("workers.type", "general.largest-size"),
    en="a worker is a t2.2xlarge",
    id_="sebuah worker bertipe t2.2xlarge",
)
def worker_too_large(scene: Scene) -> None:
    _retype(scene, scene.worker, "t2.2xlarge")


@fault(
    "worker-stopped",
    "workers",
    rules=("general.running", "workers.healthy", "workers.managed"),
    en="a worker is stopped",
    id_="sebuah worker berhenti",
)
def worker_stopped(scene: Scene) -> None:
    scene.client("ec2", scene.site).stop_instances(InstanceIds=[scene.worker.id])


@fault(
    "worker-forgotten",
    "workers",
    rules=("workers.registered",),
    en="a worker is in no target group",
    id_="sebuah worker tidak ada di target group mana pun",
)
def worker_forgotten(scene: Scene) -> None:
    scene.client("elbv2", scene.site).deregister_targets(
        TargetGroupArn=_group_of(scene, scene.worker).id, Targets=[{"Id": scene.worker.id, "Port": WORKER_PORT}]
    )


@fault(
    "worker-untagged",
    "tags of workers",
    rules=("workers.targets-complete",),
    en="a worker lost the tag by which State Manager finds it",
    id_="sebuah worker kehilangan tag yang dicari State Manager",
)
def worker_untagged(scene: Scene) -> None:
    keys = {key for association in scene.site.associations for key in association.targets}
    lost = {key.removeprefix("tag:") for key in keys} - {"Role", "role"}
    scene.client("ec2", scene.site).delete_tags(
        Resources=[scene.worker.id], Tags=[{"Key": key} for key in sorted(lost)]
    )


@fault(
    "worker-misnamed",
    "names of workers",
    rules=("general.names-of-instances",),
    en="a worker has a name without the prefix",
    id_="nama sebuah worker tanpa prefix",
)
def worker_misnamed(scene: Scene) -> None:
    scene.client("ec2", scene.site).create_tags(
        Resources=[scene.worker.id], Tags=[{"Key": "Name", "Value": "worker-test"}]
    )


@fault(
    "metadata-for-all",
    "metadata options",
    rules=("security.metadata-tokens",),
    en="an instance tells its credentials without a token",
    id_="sebuah instance memberi kredensial tanpa token",
)
def metadata_for_all(scene: Scene) -> None:
    scene.client("ec2", scene.site).modify_instance_metadata_options(InstanceId=scene.worker.id, HttpTokens="optional")


@fault(
    "loose-volume",
    "volumes",
    rules=("general.no-loose-volumes",),
    en="a volume is attached to nothing",
    id_="sebuah volume tidak terpasang",
)
def loose_volume(scene: Scene) -> None:
    scene.client("ec2", scene.site).create_volume(
        AvailabilityZone=scene.site.zone.availability_zones[0],
        Size=8,
        Encrypted=True,
        TagSpecifications=scene.tags("volume", "disk-spare"),
    )


@fault(
    "targets-by-id",
    "associations",
    rules=("workers.targets-by-tags", "workers.targets-complete"),
    en="State Manager chooses one worker by its id",
    id_="State Manager memilih satu worker berdasarkan id",
)
def targets_by_id(scene: Scene) -> None:
    association = scene.any(scene.site.associations)
    scene.client("ssm", scene.site).update_association(
        AssociationId=association.id,
        Targets=[{"Key": "InstanceIds", "Values": [scene.worker.id]}],
        Parameters={key: list(values) for key, values in association.parameters.items()},
        AssociationName=association.name,
        ScheduleExpression=association.schedule,
    )


@fault(
    "unconfigured",
    "associations",
    rules=("workers.targets-complete",),
    en="an association of State Manager was deleted",
    id_="sebuah association State Manager dihapus",
)
def unconfigured(scene: Scene) -> None:
    scene.client("ssm", scene.site).delete_association(AssociationId=scene.any(scene.site.associations).id)


FAULTS: tuple[Fault, ...] = (
    nat_check,
    nat_type,
    worker_type,
    worker_too_large,
    worker_stopped,
    worker_forgotten,
    worker_untagged,
    worker_misnamed,
    metadata_for_all,
    loose_volume,
    targets_by_id,
    unconfigured,
)
