"""Instances and their disks, and what State Manager does to them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from tutorfleet.cloud.audit.model.base import Resource


@dataclass(frozen=True, kw_only=True)
class Image:
    """The operating system that an instance started from."""

    id: str
    name: str = ""
    """e.g. "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261101" """
    description: str = ""
    owner: str = ""
    """account that published it, or "amazon" or "aws-marketplace" for one that AWS vouches for"""


@dataclass(frozen=True, kw_only=True)
class Instance(Resource):
    """One that is not terminated."""

    type: ClassVar[str] = "AWS::EC2::Instance"

    instance_type: str
    state: str | None = None
    """"running", "stopped", ..."""
    image: Image | None = None
    vpc: str
    subnet: str
    availability_zone: str
    groups: tuple[str, ...] = ()
    """of its interfaces: the list of the instance itself is empty for one made with interfaces"""
    interfaces: tuple[str, ...] = ()
    profile: str = ""
    """name of its instance profile"""
    source_dest_check: bool | None = None
    """of its interfaces: False when none of them checks"""
    private_address: str | None = None
    public_address: str | None = ""
    """None: it has one, but which cannot be told yet"""
    key_pair: str = ""
    metadata_tokens: str | None = None
    """"required" or "optional" """
    user_data: str | None = None
    """its lines about forwarding; "" is none"""

    @property
    def role(self) -> str:
        """As its tags say; "" is none. Rules should rather ask which listener rule leads to it."""
        return next((value for key, value in (self.tags or {}).items() if key.lower() == "role"), "")


@dataclass(frozen=True, kw_only=True)
class Volume(Resource):
    type: ClassVar[str] = "AWS::EC2::Volume"

    kind: str = ""
    """"gp3", ..."""
    encrypted: bool | None = None
    instance: str = ""
    """"" is a leftover"""


@dataclass(frozen=True, kw_only=True)
class Association(Resource):
    """What State Manager keeps applying to instances."""

    type: ClassVar[str] = "AWS::SSM::Association"

    document: str
    """e.g. "AWS-ApplyAnsiblePlaybooks" """
    targets: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """e.g. {"tag:Fleet": ("lks-workers",)}, or {"InstanceIds": (...)}"""
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """without values that look like secrets"""
    schedule: str = ""
    status: str | None = None
    """"Success", "Failed", "Pending" """


@dataclass(frozen=True, kw_only=True)
class ManagedInstance:
    """What Systems Manager says about an instance, and what its worker answered when it was asked."""

    instance: str
    online: bool
    platform: str = ""
    """e.g. "Ubuntu 24.04" """
    models: tuple[str, ...] | None = None
    """name and digest, as `/api/tags` of its worker told; None when nobody asked"""
