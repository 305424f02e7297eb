"""From templates to charges: every type of resource is priced or is free by name; one that is neither is an error. Pure.

It reads what stands in a template, and no account: a machine that was stopped by hand costs less than this says.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tutorfleet.cloud.cost.bill import Charge, total
from tutorfleet.cloud.cost.prices import NoPrice, Prices, prices
from tutorfleet.cloud.cost.use import Use
from tutorfleet.cloud.template import Stack

IMAGE_DISK = 8
"""GB of an Ubuntu image's own disk"""
FREE = frozenset(
    {
        # the network: paid are addresses, gateways for NAT and traffic
        "AWS::EC2::InternetGateway",
        "AWS::EC2::LaunchTemplate",
        "AWS::EC2::NetworkInterface",
        "AWS::EC2::EIPAssociation",
        "AWS::EC2::Route",
        "AWS::EC2::RouteTable",
        "AWS::EC2::SecurityGroup",
        "AWS::EC2::SecurityGroupEgress",
        "AWS::EC2::SecurityGroupIngress",
        "AWS::EC2::Subnet",
        "AWS::EC2::SubnetRouteTableAssociation",
        "AWS::EC2::VPC",
        "AWS::EC2::VPCGatewayAttachment",
        "AWS::EC2::VPCPeeringConnection",
        # parts of a balancer, a file system, a database
        "AWS::ElasticLoadBalancingV2::Listener",
        "AWS::ElasticLoadBalancingV2::ListenerRule",
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "AWS::EFS::AccessPoint",
        "AWS::EFS::MountTarget",
        "AWS::RDS::DBParameterGroup",
        "AWS::RDS::DBSubnetGroup",
        # an API, its functions and accounts are paid by the request: traffic.py
        "AWS::ApiGateway::Authorizer",
        "AWS::ApiGateway::Deployment",
        "AWS::ApiGateway::GatewayResponse",
        "AWS::ApiGateway::Method",
        "AWS::ApiGateway::Model",
        "AWS::ApiGateway::RequestValidator",
        "AWS::ApiGateway::Resource",
        "AWS::ApiGateway::RestApi",
        "AWS::ApiGateway::Stage",
        "AWS::ApiGateway::VpcLink",
        "AWS::Cognito::UserPool",
        "AWS::Cognito::UserPoolClient",
        "AWS::Lambda::Function",
        "AWS::Lambda::LayerVersion",
        "AWS::Lambda::Permission",
        "AWS::Amplify::App",
        "AWS::Amplify::Branch",
        # logs are paid by the gigabyte, buckets too; State Manager asks nothing for instances
        "AWS::Logs::LogGroup",
        "AWS::Logs::MetricFilter",
        "AWS::S3::Bucket",
        "AWS::S3::BucketPolicy",
        "AWS::SNS::Topic",
        "AWS::SSM::Association",
        "AWS::SSM::Document",
        "AWS::SSM::Parameter",
    }
)
"""types that cost nothing by being there"""


@dataclass(frozen=True)
class Resource:
    """One resource of a template, with what its charges need to know."""

    stack: Stack
    name: str
    kind: str
    properties: Mapping[str, Any]
    use: Use
    table: Prices

    def charge(self, price: str, quantity: float) -> Charge:
        """So much of this price."""
        return Charge(self.table.of(price, self.stack.region), quantity, self.stack.region, self.stack.name, self.name)

    def value(self, name: str, default: Any = None) -> Any:
        """A property; a reference to a parameter is followed."""
        return resolved(self.stack, self.properties.get(name, default))


def charges(stacks: Iterable[Stack], use: Use | None = None) -> tuple[Charge, ...]:
    """What the fleet is charged for being there all month. Raises NoPrice for what nobody has priced."""
    found = (
        Resource(stack, name, body["Type"], body.get("Properties", {}), use or Use(), prices())
        for stack in stacks
        for name, body in stack.template.get("Resources", {}).items()
    )
    return tuple(charge for resource in found for charge in of_resource(resource))


def monthly(stacks: Iterable[Stack]) -> float:
    """Dollars a month for a fleet that is always on, before traffic."""
    return total(charges(stacks))


def of_resource(resource: Resource) -> Iterator[Charge]:
    """The charges of one resource."""
    if resource.kind in PRICED:
        yield from PRICED[resource.kind](resource)
    elif resource.kind not in FREE:
        raise NoPrice(
            f"{resource.stack.name}, {resource.name}: nobody has said what {resource.kind} costs. "
            "Price it in cloud/cost/charges.py, or name it there among what is free"
        )


def instance(resource: Resource) -> Iterator[Charge]:
    """A machine, its disks, and the address that it may ask for."""
    launch = launch_template(resource) | dict(resource.properties)
    yield resource.charge(text(resource, launch.get("InstanceType")), resource.table.hours)
    disks = [mapping["Ebs"] for mapping in launch.get("BlockDeviceMappings", []) if "Ebs" in mapping]
    for disk in disks or [{}]:
        size = resolved(resource.stack, disk.get("VolumeSize", IMAGE_DISK))
        yield resource.charge(f"disk {text(resource, disk.get('VolumeType', 'gp2'))}", float(size))
    for interface in launch.get("NetworkInterfaces", []):
        if interface.get("AssociatePublicIpAddress"):
            yield from public_address(resource)


def launch_template(resource: Resource) -> dict[str, Any]:
    """What an instance takes from a launch template of its own stack."""
    named = resource.properties.get("LaunchTemplate", {}).get("LaunchTemplateId")
    if not isinstance(named, Mapping):
        return {}
    body = resource.stack.template["Resources"].get(named.get("Ref"), {})
    return dict(body.get("Properties", {}).get("LaunchTemplateData", {}))


def public_address(resource: Resource) -> Iterator[Charge]:
    """An address of the internet is paid whether anybody uses it or not."""
    yield resource.charge("public address", resource.table.hours)


def volume(resource: Resource) -> Iterator[Charge]:
    """A disk by itself."""
    yield resource.charge(f"disk {text(resource, resource.value('VolumeType', 'gp2'))}", float(resource.value("Size")))


def nat_gateway(resource: Resource) -> Iterator[Charge]:
    """It is on for ever, and has a public address."""
    yield resource.charge("NAT gateway", resource.table.hours)


def balancer(resource: Resource) -> Iterator[Charge]:
    """A network balancer on the internet has an address in every subnet besides; none of ours is there."""
    yield resource.charge(f"{resource.value('Type', 'application')} balancer", resource.table.hours)


def endpoint(resource: Resource) -> Iterator[Charge]:
    """One interface in each subnet; one for S3 or DynamoDB is free."""
    if resource.value("VpcEndpointType", "Gateway") == "Interface":
        yield resource.charge("interface endpoint", resource.table.hours * len(resource.value("SubnetIds", [])))


def file_system(resource: Resource) -> Iterator[Charge]:
    """What lies in it, and once more in its backups."""
    yield resource.charge("file system", resource.use.model_gb)
    if resource.value("BackupPolicy", {}).get("Status") == "ENABLED":
        yield resource.charge("file system, backup", resource.use.model_gb)


def database(resource: Resource) -> Iterator[Charge]:
    """A machine and its disk, all of it twice with a standby; backups as large as the disk are free."""
    copies = 2 if resource.value("MultiAZ", False) else 1
    yield resource.charge(text(resource, resource.value("DBInstanceClass")), resource.table.hours * copies)
    yield resource.charge("database disk", float(resource.value("AllocatedStorage")) * copies)


def alarm(resource: Resource) -> Iterator[Charge]:
    """Paid by the metrics that it looks at: one, or those that it computes with."""
    metrics = [query for query in resource.value("Metrics", []) if "MetricStat" in query]
    yield resource.charge("alarm", max(1, len(metrics)))


def dashboard(resource: Resource) -> Iterator[Charge]:
    """Of any size."""
    yield resource.charge("dashboard", 1)


def secret(resource: Resource) -> Iterator[Charge]:
    """Kept for a month."""
    yield resource.charge("secret", 1)


PRICED: Mapping[str, Callable[[Resource], Iterator[Charge]]] = {
    "AWS::EC2::Instance": instance,
    "AWS::EC2::EIP": public_address,
    "AWS::EC2::NatGateway": nat_gateway,
    "AWS::EC2::Volume": volume,
    "AWS::EC2::VPCEndpoint": endpoint,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": balancer,
    "AWS::EFS::FileSystem": file_system,
    "AWS::RDS::DBInstance": database,
    "AWS::CloudWatch::Alarm": alarm,
    "AWS::CloudWatch::Dashboard": dashboard,
    "AWS::SecretsManager::Secret": secret,
}
"""types that cost money by being there"""


def text(resource: Resource, value: Any) -> str:
    """A property that must be plain text by now."""
    plain = resolved(resource.stack, value)
    if not isinstance(plain, str):
        raise NoPrice(
            f"{resource.stack.name}, {resource.name}: {value!r} is known only after deployment, so it has no price"
        )
    return plain


def resolved(stack: Stack, value: Any) -> Any:
    """A reference to a parameter gives what the stack is deployed with, or the parameter's default; the rest stays."""
    if not isinstance(value, Mapping) or "Ref" not in value:
        return value
    name = value["Ref"]
    given = stack.parameters.get(name)
    return given if isinstance(given, str) else stack.template.get("Parameters", {}).get(name, {}).get("Default", value)
