"""File systems and databases. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from tutorfleet.cloud.audit.model.base import Resource


@dataclass(frozen=True, kw_only=True)
class MountTarget:
    id: str
    vpc: str
    subnet: str
    availability_zone: str
    address: str | None = None
    groups: tuple[str, ...] | None = ()


@dataclass(frozen=True, kw_only=True)
class FileSystem(Resource):
    type: ClassVar[str] = "AWS::EFS::FileSystem"

    encrypted: bool
    throughput_mode: str
    automatic_backups: bool | None = None
    mount_targets: tuple[MountTarget, ...] | None = ()


@dataclass(frozen=True, kw_only=True)
class Database(Resource):
    """An instance of RDS, alone or of a cluster."""

    type: ClassVar[str] = "AWS::RDS::DBInstance"

    engine: str
    """"postgres", "aurora-postgresql", "mysql", ..."""
    version: str
    state: str | None = None
    host: str | None = None
    """of the cluster, for an instance of one"""
    port: int | None = None
    vpc: str | None = None
    subnets: tuple[str, ...] | None = ()
    groups: tuple[str, ...] = ()
    public: bool
    encrypted: bool
    backup_days: int = 0
    minor_upgrades: bool = True
    parameters: Mapping[str, str] | None = field(default_factory=dict, hash=False)
    """those of its parameter group that somebody set"""
