"""Chapter "NAT instance": one Ubuntu machine a zone through which the private subnets reach the internet.

Its script is user data (machines/nat.sh), which runs at the first boot only. It has no key and no open port: whoever wants to
look inside uses Session Manager.
"""

from aws_cdk import App, Fn
from aws_cdk import aws_ec2 as ec2

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.machines import user_data
from tutorfleet.cloud.stacks.base import Chapter
from tutorfleet.cloud.stacks.machine import credits_of, disk, metadata
from tutorfleet.cloud.stacks.network import ANYWHERE, Network
from tutorfleet.cloud.stacks.security import Security
from tutorfleet.cloud.template import Found

DISK = 8
"""GiB"""


class Nat(Chapter):
    """The instance and the private subnets' way out."""

    def __init__(self, app: App, blueprint: Blueprint, network: Network, security: Security) -> None:
        zone = network.zone
        super().__init__(app, blueprint, zone, "nat", f"NAT instance in {zone.region.title}")
        image = self.take("Image", Found("image"), "AWS::EC2::Image::Id", "Ubuntu image")
        interface = ec2.CfnInstance.NetworkInterfaceProperty(
            device_index="0",
            subnet_id=self.take("PublicSubnet", network.public_subnet, "AWS::EC2::Subnet::Id", "Where it stands"),
            group_set=[self.take("NatGroup", security.nat, "AWS::EC2::SecurityGroup::Id", "Its group")],
            associate_public_ip_address=True,
            delete_on_termination=True,
        )
        instance_type = blueprint.cloud.nat_instance
        instance = ec2.CfnInstance(
            self,
            "Nat",
            image_id=image,
            instance_type=instance_type,
            iam_instance_profile=blueprint.cloud.instance_profile,
            # it forwards packets that are neither from nor for itself
            source_dest_check=False,
            network_interfaces=[interface],
            block_device_mappings=[disk(DISK)],
            metadata_options=metadata(),
            credit_specification=credits_of(instance_type),
            propagate_tags_to_volume_on_creation=True,
            user_data=Fn.base64(user_data.nat(zone.subnets)),
            tags=self.tags_of(zone.named("nat"), "NAT of the private subnets"),
        )
        table = self.take("PrivateRoutes", network.private_routes, description="Route table of the private subnets")
        ec2.CfnRoute(
            self, "PrivateToInternet", route_table_id=table, destination_cidr_block=ANYWHERE, instance_id=instance.ref
        )
        self.instance = self.give("Nat", instance.ref, "The NAT instance")
