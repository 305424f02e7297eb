"""Security groups and their rules, instances, addresses."""

import base64
from collections.abc import Mapping
from typing import Any

from tutorfleet.cloud.emulator.formation.model import Made
from tutorfleet.cloud.emulator.resources.base import Kind, Properties, Site, Unsupported
from tutorfleet.cloud.emulator.resources.network import Ec2Kind

SOURCES = {
    "CidrIp": ("IpRanges", "CidrIp"),
    "CidrIpv6": ("Ipv6Ranges", "CidrIpv6"),
    "SourceSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
    "DestinationSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
    "SourcePrefixListId": ("PrefixListIds", "PrefixListId"),
}


def permission(rule: Mapping[str, Any]) -> dict[str, Any]:
    """A rule of CloudFormation as EC2 takes it; raises Unsupported."""
    ports = {name: int(rule[name]) for name in ("FromPort", "ToPort") if name in rule}
    described = {"Description": rule["Description"]} if "Description" in rule else {}
    peers = {where: [{name: rule[source], **described}] for source, (where, name) in SOURCES.items() if source in rule}
    known = {"IpProtocol", "FromPort", "ToPort", "Description", *SOURCES}
    if strange := set(rule) - known:
        raise Unsupported("a rule of AWS::EC2::SecurityGroup", strange)
    return {"IpProtocol": str(rule["IpProtocol"]), **ports, **peers}


class SecurityGroup(Ec2Kind):
    type = "AWS::EC2::SecurityGroup"
    resource = "security-group"
    in_place = frozenset({"SecurityGroupIngress", "SecurityGroupEgress"})
    removable = frozenset({"SecurityGroupIngress"})

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        ec2 = site.client("ec2")
        group = ec2.create_security_group(
            GroupName=given.take("GroupName") or site.generated(255),
            Description=given["GroupDescription"],
            VpcId=given["VpcId"],
            TagSpecifications=self.specification(given),
        )["GroupId"]
        made = Made(site.logical, self.type, group, {})
        self.change(site, made, given, self.in_place & set(given))
        return group, {"GroupId": group, "Id": group, "VpcId": given["VpcId"]}

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        ec2 = site.client("ec2")
        if "SecurityGroupIngress" in changed:
            if old := [permission(rule) for rule in made.properties.get("SecurityGroupIngress", ())]:
                ec2.revoke_security_group_ingress(GroupId=made.id, IpPermissions=old)
            if new := [permission(rule) for rule in given.take("SecurityGroupIngress", ())]:
                ec2.authorize_security_group_ingress(GroupId=made.id, IpPermissions=new)
        if "SecurityGroupEgress" in changed:
            if old := self.egress(site, made):
                ec2.revoke_security_group_egress(GroupId=made.id, IpPermissions=old)
            if new := [permission(rule) for rule in given.take("SecurityGroupEgress", ())]:
                ec2.authorize_security_group_egress(GroupId=made.id, IpPermissions=new)

    def egress(self, site: Site, made: Made) -> list[dict[str, Any]]:
        """What may leave now: the group's own rules, or what EC2 allowed at its birth."""
        if "SecurityGroupEgress" in made.properties:
            return [permission(rule) for rule in made.properties["SecurityGroupEgress"]]
        found = site.client("ec2").describe_security_groups(GroupIds=[made.id])["SecurityGroups"][0]
        everything: list[dict[str, Any]] = found["IpPermissionsEgress"]
        return everything

    def delete(self, site: Site, made: Made) -> None:
        site.client("ec2").delete_security_group(GroupId=made.id)


class Ingress(Kind):
    """A rule that stands alone, because its group and its source need each other."""

    type = "AWS::EC2::SecurityGroupIngress"
    direction = "ingress"

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        rule = {name: given[name] for name in given if name != "GroupId"}
        authorize = getattr(site.client("ec2"), f"authorize_security_group_{self.direction}")
        made = authorize(GroupId=given["GroupId"], IpPermissions=[permission(rule)])
        identity = made["SecurityGroupRules"][0]["SecurityGroupRuleId"]
        return identity, {"Id": identity}

    def delete(self, site: Site, made: Made) -> None:
        rule = {name: value for name, value in made.properties.items() if name != "GroupId"}
        revoke = getattr(site.client("ec2"), f"revoke_security_group_{self.direction}")
        revoke(GroupId=made.properties["GroupId"], IpPermissions=[permission(rule)])


class Egress(Ingress):
    type = "AWS::EC2::SecurityGroupEgress"
    direction = "egress"


class Instance(Ec2Kind):
    type = "AWS::EC2::Instance"
    resource = "instance"
    in_place = frozenset({"SourceDestCheck", "InstanceType", "CreditSpecification", "DisableApiTermination"})
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


KINDS = (SecurityGroup(), Ingress(), Egress(), Instance(), Address())
