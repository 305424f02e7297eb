"""The resource types that the emulated CloudFormation knows, one module a field."""

from tutorfleet.cloud.emulator.resources import (
    api,
    balancing,
    database,
    functions,
    identity,
    machines,
    management,
    monitoring,
    network,
    security,
    storage,
)
from tutorfleet.cloud.emulator.resources.base import Kind

MODULES = (network, security, machines, storage, balancing, database, functions, identity, api, monitoring, management)
KINDS: dict[str, Kind] = {kind.type: kind for module in MODULES for kind in module.KINDS}
"""resource type to what makes it"""
