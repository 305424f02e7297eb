"""Load balancers and target groups, as the templates plan them. Pure."""

from tutorfleet.cloud.audit.listening import action, others, paths
from tutorfleet.cloud.audit.model import Listener, ListenerRule, LoadBalancer, Target, TargetGroup
from tutorfleet.cloud.audit.synthesised.plan import Builder, Plan, identity
from tutorfleet.cloud.audit.synthesised.resolve import Planned

ELB = "AWS::ElasticLoadBalancingV2"


def balancers(plan: Plan) -> tuple[LoadBalancer, ...]:
    return tuple(balancer(plan, planned) for planned in plan.of(f"{ELB}::LoadBalancer"))


def balancer(plan: Plan, planned: Planned) -> LoadBalancer:
    mappings = planned.get("SubnetMappings", [])
    subnets = tuple(planned.get("Subnets", [])) or tuple(mapping["SubnetId"] for mapping in mappings)
    pinned = [mapping.get("PrivateIPv4Address") for mapping in mappings]
    return LoadBalancer(
        **identity(planned, planned.text("Name")),
        kind=planned.get("Type", "application"),
        scheme=planned.get("Scheme", "internet-facing"),
        vpc=plan.property_of(subnets[0], "VpcId") if subnets else "",
        subnets=subnets,
        groups=tuple(planned.get("SecurityGroups", [])),
        addresses=tuple(sorted(address for address in pinned if address)) if all(pinned) else None,
        host=planned.attribute("DNSName"),
        attributes={said["Key"]: str(said["Value"]) for said in planned.get("LoadBalancerAttributes", [])},
        listeners=tuple(
            listener(plan, one) for one in plan.of(f"{ELB}::Listener") if one.get("LoadBalancerArn") == planned.id
        ),
    )


def listener(plan: Plan, planned: Planned) -> Listener:
    rules = [rule(one) for one in plan.of(f"{ELB}::ListenerRule") if one.get("ListenerArn") == planned.id]
    return Listener(
        **identity(planned),
        port=int(planned.get("Port", 0)),
        protocol=planned.text("Protocol"),
        default=action(planned.get("DefaultActions", [])),
        rules=tuple(sorted(rules, key=lambda rule: rule.priority)),
    )


def rule(planned: Planned) -> ListenerRule:
    conditions = planned.get("Conditions", [])
    return ListenerRule(
        **identity(planned),
        priority=int(planned.get("Priority", 0)),
        paths=paths(conditions),
        other_conditions=others(conditions),
        action=action(planned.get("Actions", [])),
    )


def target_groups(plan: Plan) -> tuple[TargetGroup, ...]:
    return tuple(target_group(planned) for planned in plan.of(f"{ELB}::TargetGroup"))


def target_group(planned: Planned) -> TargetGroup:
    port = int(planned.get("Port", 0))
    return TargetGroup(
        **identity(planned, planned.text("Name")),
        protocol=planned.text("Protocol"),
        port=port,
        kind=planned.get("TargetType", "instance"),
        vpc=planned.text("VpcId"),
        health_path=planned.text("HealthCheckPath"),
        targets=tuple(Target(id=said["Id"], port=int(said.get("Port", port))) for said in planned.get("Targets", [])),
    )


BUILDERS: tuple[Builder, ...] = (balancers, target_groups)
"""each finds all things of the kind that it is called after"""
