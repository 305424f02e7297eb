"""RDS: subnet groups, parameter groups, instances."""

import secrets
from collections.abc import Mapping
from typing import Any, ClassVar

from tutorfleet.cloud.emulator.formation.model import Made
from tutorfleet.cloud.emulator.protocol import AwsError
from tutorfleet.cloud.emulator.resources.base import Kind, Properties, Site, listed

CONNECTION_STEPS = frozenset({"receipt", "authentication", "authorization", "setup_durations", "all"})
"""what PostgreSQL 18 can log of a connection"""


class DatabaseKind(Kind):
    """Something of RDS, whose id is its name."""

    tags = "Tags"
    word: str
    """what it is called in an ARN"""

    def tag(self, site: Site, made: Made, tags: dict[str, str], gone: list[str]) -> None:
        rds, arn = site.client("rds"), site.arn("rds", f"{self.word}:{made.id}")
        if gone:
            rds.remove_tags_from_resource(ResourceName=arn, TagKeys=gone)
        rds.add_tags_to_resource(ResourceName=arn, Tags=listed(tags))


class SubnetGroup(DatabaseKind):
    type = "AWS::RDS::DBSubnetGroup"
    word = "subgrp"
    in_place = frozenset({"SubnetIds", "DBSubnetGroupDescription"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        self.check_zones(site, given["SubnetIds"])
        made = site.client("rds").create_db_subnet_group(
            DBSubnetGroupName=(given.take("DBSubnetGroupName") or site.generated()).lower(),
            **given.pick("DBSubnetGroupDescription", "SubnetIds", "Tags"),
        )["DBSubnetGroup"]
        return made["DBSubnetGroupName"], {}

    def check_zones(self, site: Site, subnets: list[str]) -> None:
        """moto 5.2.5 accepts subnets of one availability zone; RDS does not. Raises AwsError."""
        found = site.client("ec2").describe_subnets(SubnetIds=subnets)["Subnets"]
        if len({subnet["AvailabilityZone"] for subnet in found}) < 2:
            raise AwsError("DBSubnetGroupDoesNotCoverEnoughAZs", "The DB subnet group needs two availability zones")

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        call = given.pick("DBSubnetGroupDescription", "SubnetIds")
        site.client("rds").modify_db_subnet_group(DBSubnetGroupName=made.id, **call)

    def delete(self, site: Site, made: Made) -> None:
        site.client("rds").delete_db_subnet_group(DBSubnetGroupName=made.id)


class ParameterGroup(DatabaseKind):
    type = "AWS::RDS::DBParameterGroup"
    word = "pg"
    in_place = frozenset({"Parameters"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        name = (given.take("DBParameterGroupName") or site.generated()).lower()
        site.client("rds").create_db_parameter_group(
            DBParameterGroupName=name,
            **given.pick("Description", "Tags", DBParameterGroupFamily="Family"),
        )
        self.set_parameters(site, name, given)
        return name, {"DBParameterGroupName": name}

    def set_parameters(self, site: Site, name: str, given: Properties) -> None:
        """What differs from the family's defaults."""
        values = given.take("Parameters", {})
        self.check_values(given["Family"], values)
        parameters = [
            {"ParameterName": key, "ParameterValue": str(value), "ApplyMethod": "pending-reboot"}
            for key, value in values.items()
        ]
        if parameters:
            site.client("rds").modify_db_parameter_group(DBParameterGroupName=name, Parameters=parameters)

    def check_values(self, family: str, values: Mapping[str, Any]) -> None:
        """moto 5.2.5 accepts any value; RDS does not. Raises AwsError."""
        steps = str(values.get("log_connections", "all"))
        if family == "postgres18" and not CONNECTION_STEPS.issuperset(steps.split(",")):
            raise AwsError(
                "InvalidParameterValue",
                f"Invalid parameter value: {steps} for: log_connections allowed values are:"
                " receipt, authentication, authorization, setup_durations, all",
            )

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        self.set_parameters(site, made.id, given)

    def delete(self, site: Site, made: Made) -> None:
        site.client("rds").delete_db_parameter_group(DBParameterGroupName=made.id)


class Instance(DatabaseKind):
    type = "AWS::RDS::DBInstance"
    word = "db"
    default_policy = "Snapshot"
    renamed: ClassVar = {"VPCSecurityGroups": "VpcSecurityGroupIds"}
    in_place = frozenset(
        {
            "AllocatedStorage",
            "AutoMinorVersionUpgrade",
            "BackupRetentionPeriod",
            "CACertificateIdentifier",
            "CopyTagsToSnapshot",
            "DBInstanceClass",
            "DBParameterGroupName",
            "DeletionProtection",
            "EnableCloudwatchLogsExports",
            "EnableIAMDatabaseAuthentication",
            "EnablePerformanceInsights",
            "EngineVersion",
            "MasterUserPassword",
            "MaxAllocatedStorage",
            "MonitoringInterval",
            "MultiAZ",
            "PreferredBackupWindow",
            "PreferredMaintenanceWindow",
            "PubliclyAccessible",
            "StorageType",
            "VPCSecurityGroups",
            "DeleteAutomatedBackups",
        }
    )

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        name = given.take("DBInstanceIdentifier") or site.generated(63).lower()
        call = self.call(given, set(given) - {"DBInstanceIdentifier", "DeleteAutomatedBackups"})
        given.take("DeleteAutomatedBackups")  # said when it is deleted
        made = site.client("rds").create_db_instance(DBInstanceIdentifier=name, **call)["DBInstance"]
        endpoint = made["Endpoint"]
        return name, {
            "Endpoint.Address": endpoint["Address"],
            "Endpoint.Port": str(endpoint["Port"]),
            "DBInstanceArn": made["DBInstanceArn"],
            "DbiResourceId": made["DbiResourceId"],
        }

    def call(self, given: Properties, names: set[str]) -> dict[str, Any]:
        """Properties as RDS takes them; botocore refuses one that it does not know."""
        call = {self.renamed.get(name, name): given[name] for name in names}
        for name in ("AllocatedStorage", "MaxAllocatedStorage", "BackupRetentionPeriod", "Port", "MonitoringInterval"):
            if name in call:
                call[name] = int(call[name])
        return call

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        call = self.call(given, set(changed) & set(given) - {"DeleteAutomatedBackups"})
        given.take("DeleteAutomatedBackups")
        exports = call.pop("EnableCloudwatchLogsExports", None)
        if exports is not None:
            call["CloudwatchLogsExportConfiguration"] = {"EnableLogTypes": exports}
        site.client("rds").modify_db_instance(DBInstanceIdentifier=made.id, ApplyImmediately=True, **call)

    def delete(self, site: Site, made: Made) -> None:
        call: dict[str, Any] = {"SkipFinalSnapshot": True}
        if made.policy == "Snapshot":
            snapshot = f"{made.id}-snapshot-{secrets.token_hex(6)}"
            call = {"SkipFinalSnapshot": False, "FinalDBSnapshotIdentifier": snapshot}
        site.client("rds").delete_db_instance(DBInstanceIdentifier=made.id, **call)


KINDS = (SubnetGroup(), ParameterGroup(), Instance())
