"""What AWS offers and allows, as far as a look before a deployment asks for it and moto 5.2.5 does not know it."""

from typing import Any

from tutorfleet.cloud.emulator.protocol import AwsError, Call, Service

QUOTAS = {("ec2", "L-1216C47A"): ("Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances", 32.0)}
"""(service, code) -> name and value, as a new account has it"""
DATABASE_CLASSES = frozenset({"db.t3.micro", "db.t3.small", "db.t3.medium", "db.t4g.micro", "db.t4g.small"})


def services() -> tuple[Service, ...]:
    """One for each service that is asked."""
    return (
        Service("rds", {"DescribeOrderableDBInstanceOptions": orderable}),
        Service("servicequotas", {"GetServiceQuota": quota}, described="service-quotas"),
        Service("backup", {"ListRecoveryPointsByBackupVault": recovery_points}),
    )


def orderable(call: Call) -> dict[str, Any]:
    """PostgreSQL on the small classes."""
    kind = call.given.get("DBInstanceClass", "")
    offered = call.given["Engine"] == "postgres" and kind in DATABASE_CLASSES
    option = {"Engine": "postgres", "EngineVersion": "18.1", "DBInstanceClass": kind, "Vpc": True}
    return {"OrderableDBInstanceOptions": [option] if offered else []}


def quota(call: Call) -> Any:
    """Those that moto lacks."""
    key = call.given["ServiceCode"], call.given["QuotaCode"]
    if key not in QUOTAS:
        return call.passed()
    name, value = QUOTAS[key]
    return {"Quota": {"ServiceCode": key[0], "QuotaCode": key[1], "QuotaName": name, "Value": value}}


def recovery_points(call: Call) -> Any:
    """No backup was ever made, so the vault of automatic ones is not there."""
    raise AwsError("ResourceNotFoundException", f"Backup vault {call.given['BackupVaultName']} does not exist")
