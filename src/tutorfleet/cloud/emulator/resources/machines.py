"""Instances and their public addresses."""

import base64
from collections.abc import Mapping
from typing import Any

from tutorfleet.cloud.emulator.formation.model import Made
from tutorfleet.cloud.emulator.resources.base import Properties, Site
from tutorfleet.cloud.emulator.resources.network import Ec2Kind


class Instance(Ec2Kind):
    type = "AWS::EC2::Instance"
    resource = "instance"
    in_place = frozenset({"SourceDestCheck", "InstanceType", "CreditSpecification", "DisableApiTermination"})
    removable = frozenset({"CreditSpecification"})
    """by a change to a type that earns no credits"""
    as_they_are = (
        "ImageId",
        "InstanceType",
        "SubnetId",
        "SecurityGroupIds",
        "KeyName",
        "BlockDeviceMappings",
        "MetadataOptions",
        "PrivateIpAddress",
        "EbsOptimized",
        "DisableApiTermination",
    )

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        ec2 = site.client("ec2")
        call = given.pick(*self.as_they_are)
        if "UserData" in given:
            call["UserData"] = base64.b64decode(given["UserData"]).decode()
        if "IamInstanceProfile" in given:
            call["IamInstanceProfile"] = {"Name": given["IamInstanceProfile"]}
        if "NetworkInterfaces" in given:
            call["NetworkInterfaces"] = [interface(each) for each in given["NetworkInterfaces"]]
        if "Monitoring" in given:
            call["Monitoring"] = {"Enabled": given["Monitoring"]}
        if "CreditSpecification" in given:
            call["CreditSpecification"] = {"CpuCredits": given["CreditSpecification"]["CPUCredits"]}
        tags = self.specification(given)
        if given.take("PropagateTagsToVolumeOnCreation"):
            tags += [{**each, "ResourceType": "volume"} for each in tags]
        made = ec2.run_instances(MinCount=1, MaxCount=1, TagSpecifications=tags, **call)["Instances"][0]
        self.change(site, Made(site.logical, self.type, made["InstanceId"], {}), given, frozenset({"SourceDestCheck"}))
        return made["InstanceId"], {
            "InstanceId": made["InstanceId"],
            "PrivateIp": made["PrivateIpAddress"],
            "PrivateDnsName": made["PrivateDnsName"],
            "PublicIp": made.get("PublicIpAddress", ""),
            "AvailabilityZone": made["Placement"]["AvailabilityZone"],
            "VpcId": made["VpcId"],
        }

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        ec2 = site.client("ec2")
        if "SourceDestCheck" in changed and "SourceDestCheck" in given:
            ec2.modify_instance_attribute(InstanceId=made.id, SourceDestCheck={"Value": given["SourceDestCheck"]})
        if "InstanceType" in changed:
            ec2.stop_instances(InstanceIds=[made.id])
            ec2.modify_instance_attribute(InstanceId=made.id, InstanceType={"Value": given["InstanceType"]})
            ec2.start_instances(InstanceIds=[made.id])
        if "CreditSpecification" in changed and "CreditSpecification" in given:
            wanted = {"InstanceId": made.id, "CpuCredits": given["CreditSpecification"]["CPUCredits"]}
            ec2.modify_instance_credit_specification(InstanceCreditSpecifications=[wanted])
        if "DisableApiTermination" in changed:
            protected = {"Value": given["DisableApiTermination"]}
            ec2.modify_instance_attribute(InstanceId=made.id, DisableApiTermination=protected)

    def delete(self, site: Site, made: Made) -> None:
        site.client("ec2").terminate_instances(InstanceIds=[made.id])


def interface(given: Mapping[str, Any]) -> dict[str, Any]:
    """A network interface of CloudFormation as EC2 takes it."""
    renamed = {"GroupSet": "Groups"}
    return {renamed.get(name, name): int(value) if name == "DeviceIndex" else value for name, value in given.items()}


class Address(Ec2Kind):
    type = "AWS::EC2::EIP"
    resource = "elastic-ip"

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        ec2 = site.client("ec2")
        made = ec2.allocate_address(**given.pick("Domain"), TagSpecifications=self.specification(given))
        if "InstanceId" in given:
            ec2.associate_address(AllocationId=made["AllocationId"], InstanceId=given["InstanceId"])
        return made["PublicIp"], {"AllocationId": made["AllocationId"], "PublicIp": made["PublicIp"]}

    def delete(self, site: Site, made: Made) -> None:
        ec2 = site.client("ec2")
        for address in ec2.describe_addresses(PublicIps=[made.id])["Addresses"]:
            if "AssociationId" in address:
                ec2.disassociate_address(AssociationId=address["AssociationId"])
        ec2.release_address(AllocationId=made.attributes["AllocationId"])


KINDS = (Instance(), Address())
