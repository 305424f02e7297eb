"""Policies over learners: their accounts, their page, what they may ask of workers, and what is watched for them."""

from collections.abc import Iterator
from typing import Any

from support.policies import Case
from support.policies.balancing import answer
from support.templates import Resource, Templates
from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.fleet.cors import CORS
from tutorfleet.fleet.routes import STORE_CHANGES


def accounts_are_as_the_task_asks(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    for pool in templates.resources("AWS::Cognito::UserPool"):
        properties = pool.properties
        required = {each["Name"] for each in properties["Schema"] if each.get("Required")}
        if properties.get("UsernameAttributes") != ["email"] or required != {"name", "email"}:
            yield f"{pool}: signs in by {properties.get('UsernameAttributes')}, requires {sorted(required)}"
        if properties.get("MfaConfiguration") != "OFF":
            yield f"{pool}: asks for a second factor"
        if properties["AdminCreateUserConfig"].get("AllowAdminCreateUserOnly") is not False:
            yield f"{pool}: learners would get temporary passwords from an administrator"
        if "TemporaryPasswordValidityDays" in properties["Policies"]["PasswordPolicy"]:
            yield f"{pool}: a policy of temporary passwords"


def the_page_may_sign_in(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    for client in templates.resources("AWS::Cognito::UserPoolClient"):
        flows = set(client.properties.get("ExplicitAuthFlows", []))
        if flows != {"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}:
            yield f"{client}: allows {sorted(flows)}"
        if client.properties.get("GenerateSecret") is not False:
            yield f"{client}: has a secret, which a page cannot keep"


def models_are_changed_by_operators_only(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for zone in blueprint.zones:
        for word in STORE_CHANGES:
            for path in (f"/api/{word}", f"/api/{word}/x"):
                if answer(templates, zone, path)[0] != "403":
                    yield f"{zone.region.name}: {path} is answered"


def pages_may_read_what_workers_say(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    for zone in blueprint.zones:
        listener = templates.named(zone.named("listener-alb"))
        told = {each["Key"]: each["Value"] for each in listener.properties.get("ListenerAttributes", [])}
        key = "routing.http.response.access_control_allow_origin.header_value"
        if told.get(key) != CORS["access-control-allow-origin"]:
            yield f"{listener}: a page cannot read an answer"


def the_client_knows_its_backend(templates: Templates, _blueprint: Blueprint) -> Iterator[str]:
    for app in templates.resources("AWS::Amplify::App"):
        variables = {each["Name"]: each["Value"] for each in app.properties["EnvironmentVariables"]}
        client = templates.origin(app.stack, variables.get("NEXT_PUBLIC_COGNITO_CLIENT_ID"))
        if not isinstance(client, Resource) or client.type != "AWS::Cognito::UserPoolClient":
            yield f"{app}: does not know the pool's client"
        if variables.get("NEXT_PUBLIC_API_GATEWAY_URL") != {"Ref": "ApiUrl"}:
            yield f"{app}: does not know the API"


def what_breaks_is_watched(templates: Templates, blueprint: Blueprint) -> Iterator[str]:
    """In each region workers, credits, the NAT; at home also files, API, functions and database; and a dashboard shows it."""
    everywhere = {"HealthyHostCount", "TargetResponseTime", "CPUCreditBalance", "StatusCheckFailed"}
    once = {"BurstCreditBalance", "5XXError", "Errors", "DatabaseConnections", "FreeStorageSpace"}
    for zone in blueprint.zones:
        watched = {
            name for alarm in templates.resources("AWS::CloudWatch::Alarm", zone.region.name) for name in metrics(alarm)
        }
        if missing := (everywhere | once if zone.home else everywhere) - watched:
            yield f"{zone.region.name}: nobody watches {sorted(missing)}"
        if not templates.resources("AWS::CloudWatch::Dashboard", zone.region.name):
            yield f"{zone.region.name}: no dashboard"
    for alarm in templates.resources("AWS::CloudWatch::Alarm"):
        if not alarm.properties.get("AlarmDescription"):
            yield f"{alarm}: does not say what it means"


def metrics(alarm: Resource) -> Iterator[str]:
    if "MetricName" in alarm.properties:
        yield alarm.properties["MetricName"]
    for each in alarm.properties.get("Metrics", []):
        if "MetricStat" in each:
            yield each["MetricStat"]["Metric"]["MetricName"]


def pool(templates: Templates) -> dict[str, Any]:
    return templates.resource("lks-identity-zone-a", "Pool").properties


def a_user_name(templates: Templates) -> None:
    pool(templates)["UsernameAttributes"] = []


def no_name(templates: Templates) -> None:
    pool(templates)["Schema"] = [each for each in pool(templates)["Schema"] if each["Name"] != "name"]


def a_second_factor(templates: Templates) -> None:
    pool(templates)["MfaConfiguration"] = "OPTIONAL"


def accounts_by_administrators(templates: Templates) -> None:
    pool(templates)["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] = True


def temporary_passwords(templates: Templates) -> None:
    pool(templates)["Policies"]["PasswordPolicy"]["TemporaryPasswordValidityDays"] = 7


def another_flow(templates: Templates) -> None:
    client = templates.resource("lks-identity-zone-a", "Client").properties
    client["ExplicitAuthFlows"] = [*client["ExplicitAuthFlows"], "ALLOW_CUSTOM_AUTH"]


def a_secret_client(templates: Templates) -> None:
    templates.resource("lks-identity-zone-a", "Client").properties["GenerateSecret"] = True


def learners_who_pull(templates: Templates) -> None:
    templates.resource("lks-balancers-zone-b", "Rule2").remove()


def answers_that_no_page_can_read(templates: Templates) -> None:
    templates.named("lks-listener-alb-zone-b").properties["ListenerAttributes"] = []


def a_client_without_accounts(templates: Templates) -> None:
    variables = templates.resource("lks-client-zone-a", "App").properties["EnvironmentVariables"]
    variables[:] = [each for each in variables if "COGNITO_CLIENT" not in each["Name"]]


def a_client_of_another_api(templates: Templates) -> None:
    for each in templates.resource("lks-client-zone-a", "App").properties["EnvironmentVariables"]:
        each["Value"] = "https://example.org" if "API" in each["Name"] else each["Value"]


def nobody_watches_credits(templates: Templates) -> None:
    templates.resource("lks-monitoring-zone-b", "FewCredits").remove()


def nobody_watches_the_api(templates: Templates) -> None:
    templates.resource("lks-monitoring-zone-a", "ApiErrors").remove()


def no_dashboard(templates: Templates) -> None:
    templates.resource("lks-monitoring-zone-b", "Dashboard").remove()


def an_alarm_that_says_nothing(templates: Templates) -> None:
    del templates.resource("lks-monitoring-zone-b", "NoNat").properties["AlarmDescription"]


CASES = (
    Case(
        accounts_are_as_the_task_asks,
        (a_user_name, no_name, a_second_factor, accounts_by_administrators, temporary_passwords),
    ),
    Case(the_page_may_sign_in, (another_flow, a_secret_client)),
    Case(the_client_knows_its_backend, (a_client_without_accounts, a_client_of_another_api)),
    Case(models_are_changed_by_operators_only, (learners_who_pull,)),
    Case(pages_may_read_what_workers_say, (answers_that_no_page_can_read,)),
    Case(
        what_breaks_is_watched,
        (nobody_watches_credits, nobody_watches_the_api, no_dashboard, an_alarm_that_says_nothing),
    ),
)
