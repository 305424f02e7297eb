"""Policies over what stands behind the API: the database, and the functions that alone reach it."""

import json
from collections.abc import Iterator
from typing import Any

from support.policies import Case
from support.templates import Resource, Templates
from tutorfleet.cloud.blueprint import Blueprint

VARIABLES = ("DB_USER", "DB_PASSWORD", "DB_HOST", "DB_PORT", "DB_NAME")


def the_database_is_closed(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """Private, encrypted, in both private subnets, with the one group that functions carry."""
    found = templates.resources("AWS::RDS::DBInstance")
    if [each.region for each in found] != [blueprint.home.region.name]:
        yield f"databases in {[each.region for each in found]}"
    for each in found:
        properties = each.properties
        if properties.get("PubliclyAccessible") is not False or properties.get("StorageEncrypted") is not True:
            yield f"{each}: open, or not encrypted"
        groups = [group.name for group in templates.of(each, "VPCSecurityGroups")]
        if groups != [blueprint.named("sg-db")]:
            yield f"{each}: carries {groups}"
        subnets = [subnet.name for subnet in templates.of(templates.of(each, "DBSubnetGroupName"), "SubnetIds")]
        if subnets != [blueprint.home.named(f"subnet-private-{number}") for number in (1, 2)]:
            yield f"{each}: stands in {subnets}"
        if not properties.get("BackupRetentionPeriod"):
            yield f"{each}: no backups"


def the_database_speaks_tls_only(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    for each in templates.resources("AWS::RDS::DBInstance"):
        parameters = templates.of(each, "DBParameterGroupName").properties["Parameters"]
        if parameters.get("rds.force_ssl") != "1":
            yield f"{each}: takes connections without TLS"


def functions_stand_beside_the_database(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for each in templates.resources("AWS::Lambda::Function"):
        inside = each.properties.get("VpcConfig", {})
        groups = [templates.origin(each.stack, group).name for group in inside.get("SecurityGroupIds", [])]
        subnets = [templates.origin(each.stack, subnet).name for subnet in inside.get("SubnetIds", [])]
        if groups != [blueprint.named("sg-db")] or len(subnets) != 2 or not all("private" in name for name in subnets):
            yield f"{each}: carries {groups} in {subnets}"


def functions_have_the_role_of_the_lab(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for each in templates.resources("AWS::Lambda::Function"):
        if f":role/{blueprint.cloud.role}" not in json.dumps(each.properties["Role"]):
            yield f"{each}: has the role {each.properties['Role']}"


def functions_are_told_the_database(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """By the five variables that the task names, the password without showing it."""
    for each in templates.resources("AWS::Lambda::Function"):
        variables = each.properties["Environment"]["Variables"]
        if missing := [name for name in VARIABLES if not variables.get(name)]:
            yield f"{each}: is not told {missing}"
        if "Ref" not in variables["DB_PASSWORD"]:
            yield f"{each}: the password stands in the template"


def our_functions_verify_the_database(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for each in templates.resources("AWS::Lambda::Function"):
        mode = each.properties["Environment"]["Variables"].get("PGSSLMODE")
        if not blueprint.cloud.application.function and mode != "verify-full":
            yield f"{each}: believes any database"


def logs_end(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    """Each function writes into a group of ours, and no group keeps everything for ever."""
    for group in templates.resources("AWS::Logs::LogGroup"):
        if not group.properties.get("RetentionInDays"):
            yield f"{group}: keeps everything"
    for each in templates.resources("AWS::Lambda::Function"):
        group = templates.origin(each.stack, each.properties.get("LoggingConfig", {}).get("LogGroup"))
        if not isinstance(group, Resource):
            yield f"{each}: its log group is made by Lambda and stays for ever"


def database(templates: Templates) -> dict[str, Any]:
    return templates.resource("lks-database-zone-a", "Instance").properties


def function(templates: Templates) -> dict[str, Any]:
    return templates.resource("lks-functions-zone-a", "Turns").properties


def no_database(templates: Templates) -> None:
    templates.resource("lks-database-zone-a", "Instance").remove()


def a_public_database(templates: Templates) -> None:
    database(templates)["PubliclyAccessible"] = True


def a_plain_disk(templates: Templates) -> None:
    database(templates)["StorageEncrypted"] = False


def a_database_for_workers(templates: Templates) -> None:
    database(templates)["VPCSecurityGroups"] = []


def no_backups(templates: Templates) -> None:
    database(templates)["BackupRetentionPeriod"] = 0


def a_database_in_one_subnet(templates: Templates) -> None:
    del templates.resource("lks-database-zone-a", "Subnets").properties["SubnetIds"][1]


def plain_connections(templates: Templates) -> None:
    templates.resource("lks-database-zone-a", "Parameters").properties["Parameters"]["rds.force_ssl"] = "0"


def a_function_outside(templates: Templates) -> None:
    del function(templates)["VpcConfig"]


def a_function_without_the_group(templates: Templates) -> None:
    function(templates)["VpcConfig"]["SecurityGroupIds"] = []


def a_role_of_its_own(templates: Templates) -> None:
    function(templates)["Role"] = "arn:aws:iam::123456789012:role/turns"


def a_function_without_a_port(templates: Templates) -> None:
    del function(templates)["Environment"]["Variables"]["DB_PORT"]


def a_password_in_the_template(templates: Templates) -> None:
    function(templates)["Environment"]["Variables"]["DB_PASSWORD"] = "secret"


def any_certificate(templates: Templates) -> None:
    function(templates)["Environment"]["Variables"]["PGSSLMODE"] = "require"


def logs_for_ever(templates: Templates) -> None:
    del templates.resource("lks-functions-zone-a", "TurnsLog").properties["RetentionInDays"]


def a_log_that_lambda_makes(templates: Templates) -> None:
    del function(templates)["LoggingConfig"]


CASES = (
    Case(
        the_database_is_closed,
        (no_database, a_public_database, a_plain_disk, a_database_for_workers, no_backups, a_database_in_one_subnet),
    ),
    Case(the_database_speaks_tls_only, (plain_connections,)),
    Case(functions_stand_beside_the_database, (a_function_outside, a_function_without_the_group)),
    Case(functions_have_the_role_of_the_lab, (a_role_of_its_own,)),
    Case(functions_are_told_the_database, (a_function_without_a_port, a_password_in_the_template)),
    Case(our_functions_verify_the_database, (any_certificate,)),
    Case(logs_end, (logs_for_ever, a_log_that_lambda_makes)),
)
