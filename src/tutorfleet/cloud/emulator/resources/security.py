"""Security groups and their rules."""

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


KINDS = (SecurityGroup(), Ingress(), Egress())
