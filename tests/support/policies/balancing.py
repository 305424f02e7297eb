"""Policies over the balancers: what they listen to, which path leads to which workers, how the API reaches them."""

from collections.abc import Iterator
from typing import Any

from support.policies import Case
from support.templates import Resource, Templates
from tutorfleet.cloud.blueprint import Blueprint, Zone
from tutorfleet.fleet.routes import role_for

ELB = "AWS::ElasticLoadBalancingV2::"


def balancers(templates: Templates, kind: str, region: str = "") -> list[Resource]:
    return [each for each in templates.resources(f"{ELB}LoadBalancer", region) if each.properties["Type"] == kind]


def balancers_are_private(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """In both private subnets: one public subnet in one availability zone would not do."""
    for each in templates.resources(f"{ELB}LoadBalancer"):
        if each.properties.get("Scheme") != "internal":
            yield f"{each}: faces the internet"
        mapped = [templates.origin(each.stack, m["SubnetId"]) for m in each.properties.get("SubnetMappings", [])]
        subnets = [subnet.name for subnet in mapped or templates.of(each, "Subnets")]
        if len(subnets) != 2 or not all("private" in name for name in subnets):
            yield f"{each}: stands in {subnets}"


def each_zone_has_its_balancers(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """An application balancer with its group, and a network balancer with pinned addresses and no group."""
    for zone in blueprint.zones:
        group = blueprint.named("sg-lb" if zone.home else "sg-llm")
        applications = balancers(templates, "application", zone.region.name)
        if [each.name for each in applications] != [zone.named("alb")]:
            yield f"{zone.region.name}: application balancers {applications}"
        for each in applications:
            if [carried.name for carried in templates.of(each, "SecurityGroups") or []] != [group]:
                yield f"{each}: does not carry only {group}"
        for each in balancers(templates, "network", zone.region.name):
            if each.properties.get("SecurityGroups"):
                yield f"{each}: carries a group, which AWS does not judge traffic of VPC links by as one expects"
        nlb = templates.named(zone.named("nlb"), zone.region.name)
        if addresses(nlb) != zone.balancer_addresses:
            yield f"{nlb}: has the addresses {addresses(nlb)}"


def addresses(balancer: Resource) -> tuple[str, ...]:
    return tuple(each.get("PrivateIPv4Address", "") for each in balancer.properties["SubnetMappings"])


def only_port_80_is_listened_to(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    heard = [str(templates.of(each, "LoadBalancerArn")) for each in templates.resources(f"{ELB}Listener")]
    for balancer in templates.resources(f"{ELB}LoadBalancer"):
        if heard.count(str(balancer)) != 1:
            yield f"{balancer}: has {heard.count(str(balancer))} listeners"
    for each in templates.resources(f"{ELB}Listener"):
        if each.properties["Port"] != 80:
            yield f"{each}: listens to {each.properties['Port']}"


def answer(templates: Templates, zone: Zone, path: str) -> Any:
    """What the application balancer of a zone does with a request: the role whose workers get it, or (status, body)."""
    found = templates.resources(f"{ELB}ListenerRule", zone.region.name)
    for rule in sorted(found, key=lambda each: int(each.properties["Priority"])):
        (condition,) = rule.properties["Conditions"]
        if any(matches(pattern, path) for pattern in condition["PathPatternConfig"]["Values"]):
            return done(templates, rule, rule.properties["Actions"])
    alb = templates.named(zone.named("listener-alb"))
    return done(templates, alb, alb.properties["DefaultActions"])


def matches(pattern: str, path: str) -> bool:
    """The balancer's own wildcards are never needed but at the end."""
    return path.startswith(pattern[:-1]) if pattern.endswith("*") else path == pattern


def done(templates: Templates, resource: Resource, actions: list[dict[str, Any]]) -> Any:
    (action,) = actions
    if action["Type"] == "fixed-response":
        fixed = action["FixedResponseConfig"]
        return fixed["StatusCode"], fixed.get("MessageBody", "")
    group = templates.origin(resource.stack, action["TargetGroupArn"])
    (role,) = {templates.origin(group.stack, target["Id"]).tags["Role"] for target in group.properties["Targets"]}
    return role


def paths_lead_to_their_roles(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """As on this machine: the same table decides, and the root answers that it works."""
    fleet = blueprint.fleet
    for zone in blueprint.zones:
        for path in ("/api/generate", "/api/chat", "/api/tags", "/api/embed", "/v1/models", "/v1/chat/completions"):
            if answer(templates, zone, path) != role_for(fleet, path):
                yield f"{zone.region.name}: {path} leads to {answer(templates, zone, path)}"
        for path, role in (("/api/generate/", "/api/generate"), ("/api/chat/", "/api/chat")):
            if answer(templates, zone, path) != role_for(fleet, role):
                yield f"{zone.region.name}: {path} leads to {answer(templates, zone, path)}"
        if answer(templates, zone, "/") != ("200", fleet.health_body):
            yield f"{zone.region.name}: / answers {answer(templates, zone, '/')}"
        if answer(templates, zone, "/admin")[0] != "404":
            yield f"{zone.region.name}: a path that is in no table is answered"


def priorities_are_unique(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    seen: set[tuple[str, int]] = set()
    for rule in templates.resources(f"{ELB}ListenerRule"):
        key = (str(templates.of(rule, "ListenerArn")), rule.properties["Priority"])
        if key in seen:
            yield f"{rule}: priority {key[1]} is taken"
        seen.add(key)
        patterns = [value for each in rule.properties["Conditions"] for value in each["PathPatternConfig"]["Values"]]
        if len(patterns) > 5:
            yield f"{rule}: more patterns than a rule takes"


def both_workers_of_a_role_are_targets(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for zone in blueprint.zones:
        for role in blueprint.fleet.roles:
            group = templates.named(zone.named(f"tg-{role.name}"), zone.region.name)
            targets = group.properties["Targets"]
            found = {templates.origin(group.stack, each["Id"]).name for each in targets}
            expected = {each.name for each in zone.workers if each.role == role.name}
            if found != expected or {each["Port"] for each in targets} != {11434}:
                yield f"{group}: sends to {sorted(found)}"
            if group.properties["HealthCheckPath"] != "/" or group.properties["Port"] != 11434:
                yield f"{group}: does not ask for / on 11434"


def network_balancers_lead_to_application_balancers(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for zone in blueprint.zones:
        listener = templates.named(zone.named("listener-nlb"))
        group = templates.origin(listener.stack, listener.properties["DefaultActions"][0]["TargetGroupArn"])
        targets = [templates.origin(group.stack, each["Id"]).name for each in group.properties["Targets"]]
        if templates.of(listener, "LoadBalancerArn").name != zone.named("nlb") or targets != [zone.named("alb")]:
            yield f"{listener}: leads to {targets}"


def home_reaches_the_other_balancers(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """Over peering, by pinned addresses. Never the other way: 172.32.0.0/23 is no private space, so AWS takes it for no target."""
    for group in templates.resources(f"{ELB}TargetGroup"):
        if group.properties["TargetType"] == "ip" and group.region != blueprint.home.region.name:
            yield f"{group}: addresses as targets outside the home region"
    for zone in blueprint.away if blueprint.cloud.crossing == "peering" else ():
        group = templates.named(blueprint.named(f"tg-to-zone-{zone.letter}"))
        found = [(each["Id"], each.get("AvailabilityZone")) for each in group.properties["Targets"]]
        if found != [(address, "all") for address in zone.balancer_addresses]:
            yield f"{group}: leads to {found}"


def balancers_wait_as_long_as_the_api(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    for each in balancers(templates, "application"):
        values = {a["Key"]: a["Value"] for a in each.properties["LoadBalancerAttributes"]}
        if int(values.get("idle_timeout.timeout_seconds", 60)) < 300:
            yield f"{each}: ends an answer that is silent for long"
        if values.get("routing.http.drop_invalid_header_fields.enabled") != "true":
            yield f"{each}: lets broken headers through to workers"


def a_balancer_on_the_internet(templates: Templates) -> None:
    templates.named("lks-alb-zone-b").properties["Scheme"] = "internet-facing"


def a_balancer_in_one_subnet(templates: Templates) -> None:
    del templates.named("lks-alb-zone-a").properties["Subnets"][1]


def a_balancer_without_group(templates: Templates) -> None:
    del templates.named("lks-alb-zone-a").properties["SecurityGroups"]


def a_network_balancer_with_a_group(templates: Templates) -> None:
    templates.named("lks-nlb-zone-a").properties["SecurityGroups"] = ["sg-0123456789abcdef0"]


def a_network_balancer_with_any_address(templates: Templates) -> None:
    del templates.named("lks-nlb-zone-b").properties["SubnetMappings"][0]["PrivateIPv4Address"]


def another_port(templates: Templates) -> None:
    templates.named("lks-listener-alb-zone-a").properties["Port"] = 8080


def a_second_listener(templates: Templates) -> None:
    templates.add("lks-balancers-zone-a", f"{ELB}Listener", LoadBalancerArn={"Ref": "Alb"}, Port=80)


def the_general_rule_first(templates: Templates) -> None:
    rules = templates.resources(f"{ELB}ListenerRule", "us-west-2")
    (general,) = [each for each in rules if "/api/*" in str(each.properties["Conditions"])]
    general.properties["Priority"] = 2


def chat_for_scoring(templates: Templates) -> None:
    for rule in templates.resources(f"{ELB}ListenerRule", "us-east-1"):
        values = rule.properties["Conditions"][0]["PathPatternConfig"]["Values"]
        values[:] = [value.replace("/api/chat", "/api/generate") for value in values]


def no_pattern_for_what_is_below(templates: Templates) -> None:
    for rule in templates.resources(f"{ELB}ListenerRule", "us-east-1"):
        values = rule.properties["Conditions"][0]["PathPatternConfig"]["Values"]
        values[:] = [value for value in values if value != "/api/chat/*"] or values


def another_word_for_health(templates: Templates) -> None:
    rule = templates.resource("lks-balancers-zone-a", "Rule1")
    rule.properties["Actions"][0]["FixedResponseConfig"]["MessageBody"] = "It works!"


def everything_to_somebody(templates: Templates) -> None:
    listener = templates.named("lks-listener-alb-zone-b").properties
    listener["DefaultActions"] = [{"Type": "forward", "TargetGroupArn": {"Ref": "LlmTargets"}}]


def two_rules_of_one_priority(templates: Templates) -> None:
    for rule in templates.resources(f"{ELB}ListenerRule", "us-east-1"):
        rule.properties["Priority"] = 10


def six_patterns(templates: Templates) -> None:
    rule = templates.resource("lks-balancers-zone-a", "Rule1")
    rule.properties["Conditions"][0]["PathPatternConfig"]["Values"] = list("abcdef")


def only_the_primary(templates: Templates) -> None:
    del templates.named("lks-tg-chat-zone-a").properties["Targets"][1]


def workers_of_another_role(templates: Templates) -> None:
    templates.named("lks-tg-chat-zone-a").properties["Targets"][1]["Id"] = {"Ref": "LlmBackup"}


def a_health_check_of_tags(templates: Templates) -> None:
    templates.named("lks-tg-llm-zone-b").properties["HealthCheckPath"] = "/api/tags"


def a_network_balancer_that_leads_nowhere(templates: Templates) -> None:
    templates.named("lks-tg-alb-zone-b").properties["Targets"] = []


def other_addresses_for_the_crossing(templates: Templates) -> None:
    templates.named("lks-tg-to-zone-b").properties["Targets"][0]["Id"] = "10.10.1.99"


def the_crossing_in_one_availability_zone(templates: Templates) -> None:
    del templates.named("lks-tg-to-zone-b").properties["Targets"][0]["AvailabilityZone"]


def the_mirror_of_the_crossing(templates: Templates) -> None:
    templates.add("lks-balancers-zone-b", f"{ELB}TargetGroup", TargetType="ip")


def the_usual_idle_time(templates: Templates) -> None:
    attributes = templates.named("lks-alb-zone-b").properties["LoadBalancerAttributes"]
    attributes[:] = [each for each in attributes if "idle" not in each["Key"]]


def broken_headers(templates: Templates) -> None:
    attributes = templates.named("lks-alb-zone-a").properties["LoadBalancerAttributes"]
    attributes[:] = [each for each in attributes if "invalid" not in each["Key"]]


CASES = (
    Case(balancers_are_private, (a_balancer_on_the_internet, a_balancer_in_one_subnet)),
    Case(
        each_zone_has_its_balancers,
        (a_balancer_without_group, a_network_balancer_with_a_group, a_network_balancer_with_any_address),
    ),
    Case(only_port_80_is_listened_to, (another_port, a_second_listener)),
    Case(
        paths_lead_to_their_roles,
        (
            the_general_rule_first,
            chat_for_scoring,
            no_pattern_for_what_is_below,
            another_word_for_health,
            everything_to_somebody,
        ),
    ),
    Case(priorities_are_unique, (two_rules_of_one_priority, six_patterns)),
    Case(both_workers_of_a_role_are_targets, (only_the_primary, workers_of_another_role, a_health_check_of_tags)),
    Case(network_balancers_lead_to_application_balancers, (a_network_balancer_that_leads_nowhere,)),
    Case(
        home_reaches_the_other_balancers,
        (
            other_addresses_for_the_crossing,
            the_crossing_in_one_availability_zone,
            the_mirror_of_the_crossing,
        ),
    ),
    Case(balancers_wait_as_long_as_the_api, (the_usual_idle_time, broken_headers)),
)
