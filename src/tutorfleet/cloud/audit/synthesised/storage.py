"""File systems, buckets, databases and secrets, as the templates plan them. Pure."""

from collections.abc import Mapping

from tutorfleet.cloud.audit.model import Bucket, Database, FileSystem, MountTarget, Secret
from tutorfleet.cloud.audit.synthesised.plan import Builder, Plan, identity
from tutorfleet.cloud.audit.synthesised.resolve import Planned

PORTS = {"postgres": 5432, "mysql": 3306, "mariadb": 3306}


def file_systems(plan: Plan) -> tuple[FileSystem, ...]:
    return tuple(
        FileSystem(
            **identity(planned),
            encrypted=bool(planned.get("Encrypted", False)),
            throughput_mode=planned.get("ThroughputMode", "bursting"),
            performance_mode=planned.get("PerformanceMode", "generalPurpose"),
            automatic_backups=planned.get("BackupPolicy", {}).get("Status") == "ENABLED",
            mount_targets=tuple(
                mount_target(plan, target)
                for target in plan.of("AWS::EFS::MountTarget")
                if target.get("FileSystemId") == planned.id
            ),
        )
        for planned in plan.of("AWS::EFS::FileSystem")
    )


def mount_target(plan: Plan, planned: Planned) -> MountTarget:
    subnet = planned.text("SubnetId")
    return MountTarget(
        id=planned.id,
        vpc=plan.property_of(subnet, "VpcId"),
        subnet=subnet,
        availability_zone=plan.property_of(subnet, "AvailabilityZone"),
        address=planned.get("IpAddress"),
        groups=tuple(planned.get("SecurityGroups", [])),
    )


def buckets(plan: Plan) -> tuple[Bucket, ...]:
    return tuple(
        Bucket(
            **identity(planned, planned.text("BucketName")),
            public_access_blocked=all(planned.get("PublicAccessBlockConfiguration", {"all of it": True}).values()),
            encrypted=True,  # since 2023 S3 encrypts by itself
        )
        for planned in plan.of("AWS::S3::Bucket")
    )


def databases(plan: Plan) -> tuple[Database, ...]:
    return tuple(database(plan, planned) for planned in plan.of("AWS::RDS::DBInstance"))


def database(plan: Plan, planned: Planned) -> Database:
    group = plan.by_id.get(planned.text("DBSubnetGroupName"))
    subnets = tuple(group.get("SubnetIds", [])) if group else ()
    engine = planned.text("Engine")
    return Database(
        **identity(planned, planned.text("DBInstanceIdentifier")),
        engine=engine,
        version=planned.text("EngineVersion"),
        instance_class=planned.text("DBInstanceClass"),
        cluster=planned.text("DBClusterIdentifier"),
        host=planned.attribute("Endpoint.Address"),
        port=int(planned.get("Port", PORTS.get(engine, 0))),
        vpc=plan.property_of(subnets[0], "VpcId") if subnets else "",
        subnets=subnets,
        groups=tuple(planned.get("VPCSecurityGroups", [])),
        public=bool(planned.get("PubliclyAccessible", False)),
        encrypted=bool(planned.get("StorageEncrypted", False)),
        multi_az=bool(planned.get("MultiAZ", False)),
        iam_authentication=bool(planned.get("EnableIAMDatabaseAuthentication", False)),
        managed_password=bool(planned.get("ManageMasterUserPassword", False)),
        backup_days=int(planned.get("BackupRetentionPeriod", 1)),
        deletion_protection=bool(planned.get("DeletionProtection", False)),
        minor_upgrades=bool(planned.get("AutoMinorVersionUpgrade", True)),
        exported_logs=tuple(planned.get("EnableCloudwatchLogsExports", [])),
        parameters=parameters(plan, planned),
    )


def parameters(plan: Plan, planned: Planned) -> dict[str, str]:
    group = plan.by_id.get(planned.text("DBParameterGroupName"))
    return {name: str(value) for name, value in (group.get("Parameters", {}) if group else {}).items()}


def secrets(plan: Plan) -> tuple[Secret, ...]:
    return tuple(
        Secret(**identity(planned, planned.text("Name"), planned.text("Description")))
        for planned in plan.of("AWS::SecretsManager::Secret")
    )


BUILDERS: Mapping[str, Builder] = {
    "file_systems": file_systems,
    "buckets": buckets,
    "databases": databases,
    "secrets": secrets,
}
"""kind of thing -> what finds it in the plan of a region"""
