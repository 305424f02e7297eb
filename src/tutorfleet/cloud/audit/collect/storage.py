"""File systems and databases, read from a live account."""

from typing import Any

from tutorfleet.cloud.audit.collect.reading import Collector, Reader, tags_of
from tutorfleet.cloud.audit.model import Database, FileSystem, MountTarget


def file_systems(reader: Reader) -> tuple[FileSystem, ...]:
    return reader.each(
        lambda found: file_system(reader, found), reader.pages("efs", "describe_file_systems", "FileSystems")
    )


def file_system(reader: Reader, found: Any) -> FileSystem:
    file_system_id = found["FileSystemId"]
    tags = tags_of(found.get("Tags"))
    return FileSystem(
        id=file_system_id,
        region=reader.region,
        name=found.get("Name") or tags.get("Name", ""),
        tags=tags,
        encrypted=bool(found.get("Encrypted")),
        throughput_mode=found.get("ThroughputMode", ""),
        automatic_backups=reader.attempt("backup policy", lambda: automatic_backups(reader, file_system_id)),
        mount_targets=reader.attempt("mount targets", lambda: mount_targets(reader, file_system_id)),
    )


def automatic_backups(reader: Reader, file_system_id: str) -> bool:
    answer = reader.call_if_any("PolicyNotFound", "efs", "describe_backup_policy", FileSystemId=file_system_id)
    return answer.get("BackupPolicy", {}).get("Status") in ("ENABLED", "ENABLING")


def mount_targets(reader: Reader, file_system_id: str) -> tuple[MountTarget, ...]:
    listed = reader.pages("efs", "describe_mount_targets", "MountTargets", FileSystemId=file_system_id)
    return tuple(mount_target(reader, found) for found in listed)


def mount_target(reader: Reader, found: Any) -> MountTarget:
    def groups() -> tuple[str, ...]:
        answer = reader.call("efs", "describe_mount_target_security_groups", MountTargetId=found["MountTargetId"])
        return tuple(answer["SecurityGroups"])

    return MountTarget(
        id=found["MountTargetId"],
        vpc=found.get("VpcId", ""),
        subnet=found["SubnetId"],
        availability_zone=found.get("AvailabilityZoneName", ""),
        address=found.get("IpAddress"),
        groups=reader.attempt("mount target groups", groups),
    )


def databases(reader: Reader) -> tuple[Database, ...]:
    found = reader.pages("rds", "describe_db_instances", "DBInstances")
    standing = [one for one in found if one.get("DBInstanceStatus") != "deleting"]
    return reader.each(lambda one: database(reader, one), standing)


def database(reader: Reader, found: Any) -> Database:
    endpoint = found.get("Endpoint") or {}
    subnets = found.get("DBSubnetGroup") or {}
    name = found["DBInstanceIdentifier"]
    cluster = found.get("DBClusterIdentifier")
    return Database(
        id=name,
        region=reader.region,
        name=name,
        tags=tags_of(found.get("TagList")),
        engine=found["Engine"],
        version=found.get("EngineVersion", ""),
        state=found.get("DBInstanceStatus"),
        host=reader.attempt("database clusters", lambda: cluster_host(reader, cluster))
        if cluster
        else endpoint.get("Address"),
        port=endpoint.get("Port"),
        vpc=subnets.get("VpcId", ""),
        subnets=tuple(subnet["SubnetIdentifier"] for subnet in subnets.get("Subnets", [])),
        groups=tuple(group["VpcSecurityGroupId"] for group in found.get("VpcSecurityGroups", [])),
        public=bool(found.get("PubliclyAccessible")),
        encrypted=bool(found.get("StorageEncrypted")),
        backup_days=found.get("BackupRetentionPeriod", 0),
        minor_upgrades=bool(found.get("AutoMinorVersionUpgrade")),
        parameters=reader.attempt("database parameters", lambda: parameters(reader, found)),
    )


def cluster_host(reader: Reader, cluster: str) -> str:
    """Where the writer of a cluster answers, whichever of its instances that is: the host that programs are told."""
    found = reader.call("rds", "describe_db_clusters", DBClusterIdentifier=cluster)["DBClusters"]
    return str(found[0]["Endpoint"])


def parameters(reader: Reader, found: Any) -> dict[str, str]:
    """What somebody set. A default group sets nothing, so it is not asked for its five hundred defaults."""
    names = [group["DBParameterGroupName"] for group in found.get("DBParameterGroups", [])]
    return {
        parameter["ParameterName"]: parameter.get("ParameterValue", "")
        for name in names
        if not name.startswith("default.")
        for parameter in reader.pages(
            "rds", "describe_db_parameters", "Parameters", DBParameterGroupName=name, Source="user"
        )
    }


COLLECTORS: tuple[Collector, ...] = (file_systems, databases)
"""each reads all things of the kind that it is called after"""
