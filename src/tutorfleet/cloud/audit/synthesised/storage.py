"""File systems and databases, as the templates plan them. Pure."""

from tutorfleet.cloud.audit.model import Database, FileSystem, MountTarget
from tutorfleet.cloud.audit.synthesised.plan import Builder, Plan, identity
from tutorfleet.cloud.audit.synthesised.resolve import Planned

PORTS = {"postgres": 5432, "mysql": 3306, "mariadb": 3306}


def file_systems(plan: Plan) -> tuple[FileSystem, ...]:
    return tuple(
        FileSystem(
            **identity(planned),
            encrypted=bool(planned.get("Encrypted", False)),
            throughput_mode=planned.get("ThroughputMode", "bursting"),
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
        host=planned.attribute("Endpoint.Address"),
        port=int(planned.get("Port", PORTS.get(engine, 0))),
        vpc=plan.property_of(subnets[0], "VpcId") if subnets else "",
        subnets=subnets,
        groups=tuple(planned.get("VPCSecurityGroups", [])),
        public=bool(planned.get("PubliclyAccessible", False)),
        encrypted=bool(planned.get("StorageEncrypted", False)),
        backup_days=int(planned.get("BackupRetentionPeriod", 1)),
        minor_upgrades=bool(planned.get("AutoMinorVersionUpgrade", True)),
        parameters=parameters(plan, planned),
    )


def parameters(plan: Plan, planned: Planned) -> dict[str, str]:
    group = plan.by_id.get(planned.text("DBParameterGroupName"))
    return {name: str(value) for name, value in (group.get("Parameters", {}) if group else {}).items()}


BUILDERS: tuple[Builder, ...] = (file_systems, databases)
"""each finds all things of the kind that it is called after"""
