"""Accounts of learners and their client, as the templates plan them. Pure."""

from tutorfleet.cloud.audit.model import ClientApp, ClientBranch, PoolClient, UserPool, Variable
from tutorfleet.cloud.audit.redaction import variables
from tutorfleet.cloud.audit.synthesised.plan import Builder, Plan, identity, tags_of
from tutorfleet.cloud.audit.synthesised.resolve import Planned


def user_pools(plan: Plan) -> tuple[UserPool, ...]:
    return tuple(user_pool(plan, planned) for planned in plan.of("AWS::Cognito::UserPool"))


def user_pool(plan: Plan, planned: Planned) -> UserPool:
    schema = planned.get("Schema", [])
    return UserPool(
        **identity(planned, planned.text("UserPoolName")),
        arn=planned.attribute("Arn"),
        sign_in=tuple(planned.get("UsernameAttributes", [])),
        alias=tuple(planned.get("AliasAttributes", [])),
        required=tuple(sorted(attribute["Name"] for attribute in schema if attribute.get("Required"))),
        mfa=planned.get("MfaConfiguration", "OFF"),
        only_administrators_create=bool(planned.get("AdminCreateUserConfig", {}).get("AllowAdminCreateUserOnly")),
        clients=tuple(
            pool_client(one) for one in plan.of("AWS::Cognito::UserPoolClient") if one.get("UserPoolId") == planned.id
        ),
    )


def pool_client(planned: Planned) -> PoolClient:
    return PoolClient(
        id=planned.id,
        name=planned.text("ClientName"),
        flows=tuple(sorted(planned.get("ExplicitAuthFlows", []))),
        has_secret=bool(planned.get("GenerateSecret", False)),
    )


def client_apps(plan: Plan) -> tuple[ClientApp, ...]:
    return tuple(
        ClientApp(
            **identity(planned, planned.text("Name"), planned.text("Description")),
            platform=planned.get("Platform", "WEB"),
            repository=planned.text("Repository"),
            role=planned.text("IAMServiceRole"),
            environment=environment(planned),
            branches=tuple(branch(one) for one in plan.of("AWS::Amplify::Branch") if belongs(one, planned)),
        )
        for planned in plan.of("AWS::Amplify::App")
    )


def belongs(branch: Planned, app: Planned) -> bool:
    return branch.text("AppId") == app.id


def environment(planned: Planned) -> tuple[Variable, ...]:
    said = planned.get("EnvironmentVariables", [])
    return variables({variable["Name"]: str(variable.get("Value", "")) for variable in said})


def branch(planned: Planned) -> ClientBranch:
    return ClientBranch(
        name=planned.text("BranchName"),
        framework=planned.text("Framework"),
        environment=environment(planned),
        tags=tags_of(planned),
        description=planned.text("Description"),
    )


BUILDERS: tuple[Builder, ...] = (user_pools, client_apps)
"""each finds all things of the kind that it is called after"""
