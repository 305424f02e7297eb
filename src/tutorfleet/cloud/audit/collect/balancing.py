"""Load balancers and target groups, read from a live account."""

from typing import Any

from tutorfleet.cloud.audit.collect.reading import Collector, Reader, tags_of
from tutorfleet.cloud.audit.listening import action, others, paths
from tutorfleet.cloud.audit.model import Listener, ListenerRule, LoadBalancer, Target, TargetGroup


def balancers(reader: Reader) -> tuple[LoadBalancer, ...]:
    return reader.each(
        lambda found: balancer(reader, found), reader.pages("elbv2", "describe_load_balancers", "LoadBalancers")
    )


def balancer(reader: Reader, found: Any) -> LoadBalancer:
    arn = found["LoadBalancerArn"]
    zones = found.get("AvailabilityZones", [])
    return LoadBalancer(
        **labelled(reader, arn) | {"name": found["LoadBalancerName"]},
        kind=found["Type"],
        scheme=found.get("Scheme", ""),
        state=(found.get("State") or {}).get("Code"),
        vpc=found.get("VpcId", ""),
        subnets=tuple(zone["SubnetId"] for zone in zones),
        groups=tuple(found.get("SecurityGroups", [])),
        addresses=reader.attempt("balancer addresses", lambda: addresses(reader, found)),
        host=found.get("DNSName"),
        attributes=reader.attempt("balancer attributes", lambda: attributes(reader, arn)),
        listeners=reader.attempt("listeners", lambda: listeners(reader, arn)),
    )


def addresses(reader: Reader, found: Any) -> tuple[str, ...]:
    """Private ones of a network balancer: they stay for its life, so that others may name them. Its interfaces tell them."""
    if found["Type"] != "network":
        return ()
    named = {"Name": "description", "Values": [f"ELB {found['LoadBalancerArn'].partition('loadbalancer/')[2]}"]}
    interfaces = reader.pages("ec2", "describe_network_interfaces", "NetworkInterfaces", Filters=[named])
    return tuple(sorted(interface["PrivateIpAddress"] for interface in interfaces))


def attributes(reader: Reader, arn: str) -> dict[str, str]:
    answer = reader.call("elbv2", "describe_load_balancer_attributes", LoadBalancerArn=arn)
    return {attribute["Key"]: attribute.get("Value", "") for attribute in answer["Attributes"]}


def listeners(reader: Reader, balancer_arn: str) -> tuple[Listener, ...]:
    found = reader.pages("elbv2", "describe_listeners", "Listeners", LoadBalancerArn=balancer_arn)
    return tuple(listener(reader, one) for one in found)


def listener(reader: Reader, found: Any) -> Listener:
    arn = found["ListenerArn"]
    return Listener(
        id=arn,
        region=reader.region,
        tags=None,
        port=found["Port"],
        protocol=found["Protocol"],
        default=action(found.get("DefaultActions", [])),
        rules=reader.attempt("listener rules", lambda: rules(reader, arn)),
    )


def rules(reader: Reader, listener_arn: str) -> tuple[ListenerRule, ...]:
    listed = reader.pages("elbv2", "describe_rules", "Rules", ListenerArn=listener_arn)
    own = [found for found in listed if not found.get("IsDefault") and found["Priority"] != "default"]
    return tuple(rule(reader, found) for found in sorted(own, key=lambda found: int(found["Priority"])))


def rule(reader: Reader, found: Any) -> ListenerRule:
    conditions = found.get("Conditions", [])
    return ListenerRule(
        id=found["RuleArn"],
        region=reader.region,
        tags=None,
        priority=int(found["Priority"]),
        paths=paths(conditions),
        other_conditions=others(conditions),
        action=action(found.get("Actions", [])),
    )


def target_groups(reader: Reader) -> tuple[TargetGroup, ...]:
    return reader.each(
        lambda found: target_group(reader, found), reader.pages("elbv2", "describe_target_groups", "TargetGroups")
    )


def target_group(reader: Reader, found: Any) -> TargetGroup:
    arn = found["TargetGroupArn"]
    return TargetGroup(
        **labelled(reader, arn) | {"name": found["TargetGroupName"]},
        protocol=found.get("Protocol", ""),
        port=found.get("Port", 0),
        kind=found.get("TargetType", "instance"),
        vpc=found.get("VpcId", ""),
        health_path=found.get("HealthCheckPath", ""),
        targets=reader.attempt("target health", lambda: targets(reader, arn)),
    )


def targets(reader: Reader, group_arn: str) -> tuple[Target, ...]:
    answer = reader.call("elbv2", "describe_target_health", TargetGroupArn=group_arn)
    return tuple(
        Target(
            id=found["Target"]["Id"],
            port=found["Target"].get("Port", 0),
            health=(found.get("TargetHealth") or {}).get("State"),
        )
        for found in answer["TargetHealthDescriptions"]
    )


def labelled(reader: Reader, arn: str) -> dict[str, Any]:
    """Id, region, tags and the name among them."""
    tags = reader.attempt("tags of load balancing", lambda: tags_by_arn(reader, arn))
    return {"id": arn, "region": reader.region, "tags": tags, "name": (tags or {}).get("Name", "")}


def tags_by_arn(reader: Reader, arn: str) -> dict[str, str]:
    answer = reader.call("elbv2", "describe_tags", ResourceArns=[arn])
    return tags_of(answer["TagDescriptions"][0]["Tags"])


COLLECTORS: tuple[Collector, ...] = (balancers, target_groups)
"""each reads all things of the kind that it is called after"""
