"""Policies over all stacks: what the lab forbids, names, tags, and how stacks hang together."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from support.policies import Case
from support.templates import Resource, Templates
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.template import Found, Output

NAME_PROPERTY = re.compile(r"(?:Name|InstanceIdentifier)$")
TEMPLATE_BYTES, TEMPLATE_RESOURCES = 1_000_000, 500
TAG_VALUE = re.compile(r"[\w .:/=+\-@]{0,256}")
FREE_NAMES = re.compile(
    r"(?:Resource|Stage|Domain|Metric|Branch|Display|DB|Layer|Header|Zone|Profile|Parameter|Attribute)Name$"
)


def no_role_and_no_custom_resource(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """In the lab no role can be made, and the CDK brings some with it unasked."""
    for resource in templates.resources():
        if resource.type.startswith(("AWS::IAM::", "Custom::", "AWS::CloudFormation::CustomResource", "AWS::CDK::")):
            yield f"{resource}: {resource.type} in a lab"


def no_bootstrap_and_no_export(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """Stacks are linked by parameters only."""
    for stack in templates.stacks:
        if "BootstrapVersion" in stack.template.get("Parameters", {}) or "Rules" in stack.template:
            yield f"{stack.name}: asks for a bootstrapped account"
        if '"Export"' in json.dumps(stack.template) or "Fn::ImportValue" in json.dumps(stack.template):
            yield f"{stack.name}: an export, which cannot change while somebody imports it"


def every_parameter_has_a_value(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """A value comes from a stack before this one, or from a look at the account."""
    seen: set[str] = set()
    for stack in templates.stacks:
        declared = set(stack.template.get("Parameters", {}))
        if declared != set(stack.parameters):
            yield f"{stack.name}: parameters {sorted(declared ^ set(stack.parameters))}"
        for name, value in stack.parameters.items():
            if isinstance(value, Output) and not gives(templates, value):
                yield f"{stack.name}: {name} is an output that {value.stack} does not give"
        if not stack.needs <= seen:
            yield f"{stack.name}: comes before {sorted(stack.needs - seen)}"
        seen.add(stack.name)


def gives(templates: Templates, output: Output) -> bool:
    stack = templates.by_name.get(output.stack)
    return stack is not None and output.name in stack.template.get("Outputs", {})


def every_parameter_is_used(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    for stack in templates.stacks:
        text = json.dumps(stack.template["Resources"]) + json.dumps(stack.template.get("Outputs", {}))
        for name in stack.template.get("Parameters", {}):
            if f'"Ref": "{name}"' not in text and f"${{{name}}}" not in text:
                yield f"{stack.name}: nothing uses {name}"


def everything_is_described(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """Stacks, parameters and outputs say what they are."""
    for stack in templates.stacks:
        if not stack.template.get("Description"):
            yield f"{stack.name}: no description"
        for kind in ("Parameters", "Outputs"):
            for name, each in stack.template.get(kind, {}).items():
                if not each.get("Description"):
                    yield f"{stack.name}: {name} has no description"


def stacks_stand_in_the_regions_of_the_fleet(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for stack in templates.stacks:
        zone = next((zone for zone in blueprint.zones if stack.name.endswith(f"-zone-{zone.letter}")), None)
        if not stack.name.startswith(f"{blueprint.fleet.prefix}-"):
            yield f"{stack.name}: judges look only at names that begin with {blueprint.fleet.prefix}-"
        if zone is None or stack.region != zone.region.name:
            yield f"{stack.name}: stands in {stack.region}"


def every_name_begins_with_the_prefix(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for resource in templates.resources():
        names = [resource.name] if resource.name else []
        names += [
            value
            for key, value in resource.properties.items()
            if isinstance(value, str) and NAME_PROPERTY.search(key) and not FREE_NAMES.search(key)
            if not value.startswith("AWS-")  # a document of AWS itself
        ]
        for name in names:
            if not name.lstrip("/").startswith(f"{blueprint.fleet.prefix}-") and not name.startswith("/aws/"):
                yield f"{resource}: {name!r} does not begin with {blueprint.fleet.prefix}-"


def everything_that_can_be_tagged_is(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """With a name, a description, the project and the environment: "label each service", "clear descriptions"."""
    wanted = set(blueprint.tags("", ""))
    for resource in templates.resources():
        key = tag_property(resource.type)
        if key:
            tags = tags_of(resource, key)
            if missing := {each for each in wanted if not tags.get(each)}:
                yield f"{resource}: {resource.type} without {', '.join(sorted(missing))}"


@cache
def tag_property(type_: str) -> str:
    """The property that carries a type's tags, as AWS's own schema says, or ""."""
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", type_).schema
    for key in ("FileSystemTags", "UserPoolTags", "HostedZoneTags", "Tags"):
        if key in schema["properties"]:
            return key
    return ""


def tags_of(resource: Resource, key: str) -> dict[str, Any]:
    tags = resource.properties.get(key, [])
    return dict(tags) if isinstance(tags, dict) else {tag["Key"]: tag["Value"] for tag in tags}


def tags_say_only_what_every_service_takes(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """EC2 takes every character; RDS and others refuse the whole resource for a comma."""
    for resource in templates.resources():
        for name, value in tags_of(resource, tag_property(resource.type)).items():
            if isinstance(value, str) and not TAG_VALUE.fullmatch(value):
                yield f"{resource}: the tag {name} is {value!r}"


def no_secret_is_shown(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """A secret is a parameter that CloudFormation does not show, and no output tells it."""
    for stack in templates.stacks:
        for name, value in stack.parameters.items():
            secret = isinstance(value, Found) and re.search(r"password|secret|token", value.name)
            if secret and not stack.template["Parameters"][name].get("NoEcho"):
                yield f"{stack.name}: {name} is shown to whoever describes the stack"
            if secret and f'"{name}"' in json.dumps(stack.template.get("Outputs", {})):
                yield f"{stack.name}: an output tells {name}"


def every_template_is_within_the_limits(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """Of CloudFormation, which takes no larger one from a bucket either."""
    for stack in templates.stacks:
        size = len(json.dumps(stack.template, separators=(",", ":")))
        if size > TEMPLATE_BYTES or len(stack.template["Resources"]) > TEMPLATE_RESOURCES:
            yield f"{stack.name}: {size} bytes, {len(stack.template['Resources'])} resources"


def a_role(templates: Templates) -> None:
    templates.add("lks-workers-zone-a", "AWS::IAM::Role")


def a_custom_resource(templates: Templates) -> None:
    templates.add("lks-network-zone-b", "Custom::CrossRegionExportReader")


def a_bootstrapped_account(templates: Templates) -> None:
    templates.by_name["lks-nat-zone-a"].template["Parameters"]["BootstrapVersion"] = {"Type": "String"}


def an_export(templates: Templates) -> None:
    templates.by_name["lks-network-zone-a"].template["Outputs"]["Vpc"]["Export"] = {"Name": "vpc"}


def a_parameter_without_a_value(templates: Templates) -> None:
    templates.change("lks-nat-zone-a", parameters={})


def an_output_that_is_not_given(templates: Templates) -> None:
    del templates.by_name["lks-network-zone-a"].template["Outputs"]["Vpc"]


def a_wrong_order(templates: Templates) -> None:
    templates.stacks = tuple(reversed(templates.stacks))


def an_unused_parameter(templates: Templates) -> None:
    templates.by_name["lks-nat-zone-a"].template["Parameters"]["Lost"] = {"Type": "String"}


def a_stack_without_description(templates: Templates) -> None:
    del templates.by_name["lks-network-zone-a"].template["Description"]


def an_output_without_description(templates: Templates) -> None:
    del templates.by_name["lks-network-zone-a"].template["Outputs"]["Vpc"]["Description"]


def a_third_region(templates: Templates) -> None:
    templates.change("lks-nat-zone-b", region="eu-west-1")


def a_stack_without_the_prefix(templates: Templates) -> None:
    templates.change("lks-nat-zone-b", name="nat-zone-b")


def a_balancer_without_the_prefix(templates: Templates) -> None:
    templates.named("lks-alb-zone-a").properties["Name"] = "alb-zone-a"


def a_name_tag_without_the_prefix(templates: Templates) -> None:
    templates.named("lks-vpc-zone-a").tag("Name", "vpc-zone-a")


def a_listener_without_a_name(templates: Templates) -> None:
    templates.named("lks-listener-alb-zone-b").tag("Name", None)


def a_subnet_without_a_description(templates: Templates) -> None:
    templates.named("lks-subnet-public-zone-a").tag("Description", None)


def a_worker_without_a_project(templates: Templates) -> None:
    templates.named("lks-worker-chat-backup-zone-b").tag("Project", None)


def a_file_system_without_tags(templates: Templates) -> None:
    del templates.resource("lks-storage-zone-a", "Models").properties["FileSystemTags"]


def a_database_with_a_comma_in_a_tag(templates: Templates) -> None:
    templates.resource("lks-database-zone-a", "Instance").tag("Description", "Conversations, PostgreSQL")


def a_secret_parameter_that_is_shown(templates: Templates) -> None:
    templates.change("lks-nat-zone-a", parameters={"Image": Found("database-password")})


def a_long_template(templates: Templates) -> None:
    templates.by_name["lks-nat-zone-a"].template["Resources"]["Nat"]["Properties"]["UserData"] = "x" * TEMPLATE_BYTES


CASES = (
    Case(every_template_is_within_the_limits, (a_long_template,)),
    Case(no_role_and_no_custom_resource, (a_role, a_custom_resource)),
    Case(no_bootstrap_and_no_export, (a_bootstrapped_account, an_export)),
    Case(every_parameter_has_a_value, (a_parameter_without_a_value, an_output_that_is_not_given, a_wrong_order)),
    Case(every_parameter_is_used, (an_unused_parameter,)),
    Case(everything_is_described, (a_stack_without_description, an_output_without_description)),
    Case(stacks_stand_in_the_regions_of_the_fleet, (a_third_region, a_stack_without_the_prefix)),
    Case(every_name_begins_with_the_prefix, (a_balancer_without_the_prefix, a_name_tag_without_the_prefix)),
    Case(
        everything_that_can_be_tagged_is,
        (
            a_listener_without_a_name,
            a_subnet_without_a_description,
            a_worker_without_a_project,
            a_file_system_without_tags,
        ),
    ),
    Case(tags_say_only_what_every_service_takes, (a_database_with_a_comma_in_a_tag,)),
    Case(no_secret_is_shown, (a_secret_parameter_that_is_shown,)),
)
