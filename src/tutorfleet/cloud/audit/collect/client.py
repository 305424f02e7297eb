"""Accounts of learners and their client, read from a live account."""

from typing import Any

from tutorfleet.cloud.audit.collect.reading import Collector, Reader, own_tags
from tutorfleet.cloud.audit.model import ClientApp, ClientBranch, PoolClient, UserPool
from tutorfleet.cloud.audit.redaction import variables


def user_pools(reader: Reader) -> tuple[UserPool, ...]:
    listed = reader.pages("cognito-idp", "list_user_pools", "UserPools", MaxResults=60)
    return reader.each(lambda found: user_pool(reader, found["Id"]), listed)


def user_pool(reader: Reader, pool: str) -> UserPool:
    found = reader.call("cognito-idp", "describe_user_pool", UserPoolId=pool)["UserPool"]
    required = [attribute["Name"] for attribute in found.get("SchemaAttributes", []) if attribute.get("Required")]
    return UserPool(
        id=pool,
        region=reader.region,
        name=found.get("Name", ""),
        tags=own_tags(found.get("UserPoolTags")),
        arn=found.get("Arn", ""),
        sign_in=tuple(found.get("UsernameAttributes", [])),
        alias=tuple(found.get("AliasAttributes", [])),
        required=tuple(sorted(name for name in required if name != "sub")),  # every pool requires its own id
        mfa=found.get("MfaConfiguration") or "OFF",
        only_administrators_create=bool((found.get("AdminCreateUserConfig") or {}).get("AllowAdminCreateUserOnly")),
        clients=reader.attempt("user pool clients", lambda: pool_clients(reader, pool)),
    )


def pool_clients(reader: Reader, pool: str) -> tuple[PoolClient, ...]:
    listed = reader.pages("cognito-idp", "list_user_pool_clients", "UserPoolClients", UserPoolId=pool, MaxResults=60)
    return tuple(pool_client(reader, pool, found["ClientId"]) for found in listed)


def pool_client(reader: Reader, pool: str, client: str) -> PoolClient:
    answer = reader.call("cognito-idp", "describe_user_pool_client", UserPoolId=pool, ClientId=client)
    found = answer["UserPoolClient"]
    return PoolClient(
        id=client,
        name=found.get("ClientName", ""),
        flows=tuple(sorted(found.get("ExplicitAuthFlows", []))),
        has_secret=bool(found.get("ClientSecret")),
    )


def client_apps(reader: Reader) -> tuple[ClientApp, ...]:
    return reader.each(lambda found: client_app(reader, found), reader.pages("amplify", "list_apps", "apps"))


def client_app(reader: Reader, found: Any) -> ClientApp:
    return ClientApp(
        id=found["appId"],
        region=reader.region,
        name=found.get("name", ""),
        tags=own_tags(found.get("tags")),
        description=found.get("description") or "",
        platform=found.get("platform", ""),
        repository=found.get("repository") or "",
        role=found.get("iamServiceRoleArn") or "",
        environment=variables(found.get("environmentVariables")),
        branches=reader.attempt("client branches", lambda: branches(reader, found["appId"])),
    )


def branches(reader: Reader, app: str) -> tuple[ClientBranch, ...]:
    return tuple(
        branch(reader, app, found) for found in reader.pages("amplify", "list_branches", "branches", appId=app)
    )


def branch(reader: Reader, app: str, found: Any) -> ClientBranch:
    name = found["branchName"]
    return ClientBranch(
        name=name,
        framework=found.get("framework") or "",
        environment=variables(found.get("environmentVariables")),
        deployed=reader.attempt("client jobs", lambda: deployed(reader, app, name)),
        tags=own_tags(found.get("tags")),
        description=found.get("description") or "",
    )


def deployed(reader: Reader, app: str, name: str) -> bool:
    """Whether the newest job that is over succeeded."""
    jobs = reader.call("amplify", "list_jobs", appId=app, branchName=name, maxResults=10)["jobSummaries"]
    over = [job["status"] for job in jobs if job["status"] in ("SUCCEED", "FAILED", "CANCELLED")]
    return bool(over) and over[0] == "SUCCEED"


COLLECTORS: tuple[Collector, ...] = (user_pools, client_apps)
"""each reads all things of the kind that it is called after"""
