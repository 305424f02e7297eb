"""What every instance of the fleet has alike, NAT and worker: an encrypted disk, protected metadata, no credits that cost. Pure."""

import re

from aws_cdk import aws_ec2 as ec2

ROOT_DEVICE = "/dev/sda1"
"""of Ubuntu's images"""


def disk(gibibytes: int) -> ec2.CfnInstance.BlockDeviceMappingProperty:
    """The root disk, gone with its instance."""
    volume = ec2.CfnInstance.EbsProperty(
        encrypted=True, volume_type="gp3", volume_size=gibibytes, delete_on_termination=True
    )
    return ec2.CfnInstance.BlockDeviceMappingProperty(device_name=ROOT_DEVICE, ebs=volume)


def metadata() -> ec2.CfnInstance.MetadataOptionsProperty:
    """Only with a session token (IMDSv2), and not for what is a hop away, such as a container that was broken into."""
    return ec2.CfnInstance.MetadataOptionsProperty(
        http_endpoint="enabled", http_tokens="required", http_put_response_hop_limit=1
    )


def credits_of(instance_type: str) -> ec2.CfnInstance.CreditSpecificationProperty | None:
    """Burstable types become slow when their credits are spent. The other choice, "unlimited", goes on and charges for it
    (0.05 dollars a vCPU hour): a class that talks all day would pay more than for a larger type."""
    return ec2.CfnInstance.CreditSpecificationProperty(cpu_credits="standard") if burstable(instance_type) else None


def burstable(instance_type: str) -> bool:
    """Whether a type has credits at all: t2, t3, t4g, but not trn1."""
    return re.match(r"t\d", instance_type) is not None
