"""What an account of the lab has before anybody builds in it: a role, its profile, the public images of Ubuntu, and
the public layers of the Lambda Web Adapter."""

from dataclasses import dataclass
from typing import Any

from moto.awslambda import models as lambda_models
from moto.ec2.models import ec2_backends
from moto.ec2.models.amis import Ami
from moto.ssm import models as ssm_models

from tutorfleet.cloud.emulator.clients import Clients

Parameter: Any = ssm_models.Parameter  # abstract for a type checker; moto makes instances all the same
LayerVersion: Any = lambda_models.LayerVersion
REGIONS = ("us-east-1", "us-west-2")
ROLE, PROFILE = "LabRole", "LabInstanceProfile"
SERVICES = ("ec2", "lambda", "ssm", "apigateway", "rds", "backup")
CANONICAL = "099720109477"
TRUST = """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
"Principal": {"Service": [%s]}}]}"""


@dataclass(frozen=True)
class Image:
    """A public image of Ubuntu."""

    release: str
    codename: str
    architecture: str
    """as EC2 says it"""
    serial: str
    number: str

    @property
    def debian(self) -> str:
        """The architecture as Ubuntu says it."""
        return {"x86_64": "amd64", "arm64": "arm64"}[self.architecture]

    @property
    def volume(self) -> str:
        """The kind of disk in the names."""
        return "hvm-ssd-gp3" if self.release >= "24.04" else "hvm-ssd"

    @property
    def name(self) -> str:
        """Its name in EC2."""
        return f"ubuntu/images/{self.volume}/ubuntu-{self.codename}-{self.release}-{self.debian}-server-{self.serial}"

    @property
    def parameter(self) -> str:
        """Where Systems Manager says which image is the current one."""
        disk = self.volume.removeprefix("hvm-ssd-") if "gp3" in self.volume else "gp2"
        return f"/aws/service/canonical/ubuntu/server/{self.release}/stable/current/{self.debian}/hvm/ebs-{disk}/ami-id"


IMAGES = (
    Image("22.04", "jammy", "x86_64", "20261015", "22"),
    Image("24.04", "noble", "x86_64", "20261020", "24"),
    Image("24.04", "noble", "arm64", "20261020", "25"),
)
WEB_ADAPTERS = ("LambdaAdapterLayerX86", "LambdaAdapterLayerArm64")
WEB_ADAPTER_ACCOUNT = "753240598075"
WEB_ADAPTER_VERSIONS = range(20, 29)


def seed(clients: Clients, account: str) -> None:
    """Fill an empty account."""
    iam = clients.client("iam", REGIONS[0])
    services = ", ".join(f'"{service}.amazonaws.com"' for service in SERVICES)
    iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=TRUST % services)
    iam.create_instance_profile(InstanceProfileName=PROFILE)
    iam.add_role_to_instance_profile(InstanceProfileName=PROFILE, RoleName=ROLE)
    for number, region in enumerate(REGIONS):
        for image in IMAGES:
            publish(image, f"ami-0{number}{image.number}{'0' * 13}", account, region)
        for name in WEB_ADAPTERS:
            publish_layer(name, account, region)


def publish(image: Image, identity: str, account: str, region: str) -> None:
    """Let EC2 and Systems Manager of a region know an image."""
    # moto 5.2.5 makes no image of another owner and no parameter under /aws through its API
    ec2: Any = ec2_backends[account][region]
    ec2.amis[identity] = Ami(
        ec2,
        identity,
        name=image.name,
        description=f"Canonical, Ubuntu, {image.release}, {image.debian} {image.codename} image",
        owner_id=CANONICAL,
        owner_alias="amazon",
        public=True,
        virtualization_type="hvm",
        architecture=image.architecture,
        hypervisor="xen",
        root_device_type="ebs",
        sriov="simple",
        region_name=f"{region}a",
    )
    ssm: Any = ssm_models.ssm_backends[account][region]
    ssm._parameters[image.parameter].append(
        Parameter(
            account, image.parameter, identity, "String", None, None, None, ec2.amis[identity].creation_date, 1, "text"
        )
    )


def publish_layer(name: str, account: str, region: str) -> None:
    """Let Lambda of a region know AWS's layer of the Web Adapter."""
    # moto 5.2.5 looks for layers of any account among this account's own
    content = {"LayerName": name, "Content": {"ZipFile": b""}}
    known: dict[str, Any] = {}
    for number in WEB_ADAPTER_VERSIONS:
        version = LayerVersion(content, WEB_ADAPTER_ACCOUNT, region)
        version.version = number
        known[str(number)] = version
    layer = lambda_models.Layer(known[str(WEB_ADAPTER_VERSIONS[-1])])
    layer.layer_versions = known
    lambda_models.lambda_backends[account][region]._layers._layers[name] = layer
