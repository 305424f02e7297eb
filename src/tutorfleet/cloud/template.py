"""What synthesis hands to everything else: a CloudFormation template, where it goes, and what its parameters are. Pure.

It knows neither the CDK (stacks/) nor AWS (deploy/): whoever deploys, lints, audits or prices a stack reads it here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Output:
    """The output of another stack, perhaps of another region."""

    stack: str
    name: str


@dataclass(frozen=True)
class Package:
    """The key of a package in the asset bucket of the stack's region (packages/): "conversations", "turns", "migrate",
    "playbook"; "layer" is what the function that the task hands out needs beside it."""

    name: str


@dataclass(frozen=True)
class Found:
    """What only a look at the account can tell, kept as it is in a stack that has it already.

    "image": the newest Ubuntu 24.04 image of the region; "assets": the name of the region's asset bucket. Secrets are made by
    the deployer once and kept as SecureStrings in Parameter Store, because two stacks take them and a stack tells none of its
    own: "database-password": of the master user; "session-secret": with it the handed-out client encrypts its sessions.
    "repository-token": what the operator gives so that Amplify may read the client's repository.
    """

    name: str


Value = str | Output | Package | Found


@dataclass(frozen=True)
class Stack:
    """One stack of the fleet."""

    name: str
    region: str
    template: Mapping[str, Any]
    parameters: Mapping[str, Value] = field(default_factory=dict)
    after: frozenset[str] = frozenset()
    """stacks that must be there first though nothing is taken from them"""

    @property
    def needs(self) -> frozenset[str]:
        """Names of the stacks that must be there first."""
        return self.after | {value.stack for value in self.parameters.values() if isinstance(value, Output)}
