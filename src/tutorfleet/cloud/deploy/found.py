"""What only a look at the account can tell: template.Found.

Secrets are made up once and kept in SSM's Parameter Store, encrypted: CloudFormation never gives back a secret parameter, and a
deployment that stopped half-way must go on with the same one. Nothing of them is ever printed.
"""

import contextlib
import os
import secrets
from collections.abc import Iterable

from botocore.exceptions import ClientError

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy.account import Account, code_of
from tutorfleet.cloud.deploy.assets import bucket_name
from tutorfleet.cloud.deploy.errors import CloudError
from tutorfleet.cloud.template import Found, Stack

IMAGE = "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"
"""where Canonical says which image is the newest, in every region"""
MADE = {
    "database-password": "Password of the database",
    "session-secret": "With it the client encrypts its sessions",
}
"""secrets that are made up, and what they are"""
GIVEN = {"repository-token": "TUTORFLEET_REPOSITORY_TOKEN"}
"""secrets that the operator gives, and in which variable; they are kept too"""
NOT_THERE = frozenset({"ParameterNotFound", "ParameterVersionNotFound"})


def look(account: Account, blueprint: Blueprint, stacks: Iterable[Stack]) -> dict[tuple[str, str], str]:
    """(region, name) -> value, for everything that these stacks want; a secret that is not there yet is left out."""
    wanted = {(stack.region, name) for stack in stacks for name in names(stack)}
    values = {key: _look(account, blueprint, *key) for key in sorted(wanted)}
    return {key: value for key, value in values.items() if value}


def names(stack: Stack) -> frozenset[str]:
    """What this stack wants to be looked for."""
    return frozenset(value.name for value in stack.parameters.values() if isinstance(value, Found))


def keep_secrets(account: Account, blueprint: Blueprint, stacks: Iterable[Stack]) -> None:
    """See to it that every secret that these stacks take is kept; raises CloudError for one that only the operator can give."""
    wanted = frozenset[str]().union(*(names(stack) for stack in stacks))
    for name in sorted(wanted & MADE.keys()):
        if not _secret(account, blueprint, name):
            with contextlib.suppress(account.client("ssm").exceptions.ParameterAlreadyExists):  # another run was faster
                _keep(account, blueprint, name, secrets.token_urlsafe(24))  # none of what RDS or a URL forbids
    for name in sorted(wanted & GIVEN.keys()):
        if given := os.environ.get(GIVEN[name]):
            _keep(account, blueprint, name, given, again=True)
        elif not _secret(account, blueprint, name):
            raise CloudError(
                f"the client's repository needs a token. Give it once: {GIVEN[name]}=... before the command"
            )


def secret_names(blueprint: Blueprint) -> tuple[str, ...]:
    """All that Parameter Store may keep, in the home region."""
    return tuple(blueprint.named(name) for name in (*MADE, *GIVEN))


def image(account: Account, region: str) -> str:
    """Canonical's newest Ubuntu 24.04; raises CloudError when the region does not say."""
    try:
        return str(account.client("ssm", region).get_parameter(Name=IMAGE)["Parameter"]["Value"])
    except ClientError as error:
        if code_of(error) in NOT_THERE:
            raise CloudError(f"{region} does not say which image of Ubuntu 24.04 is the newest ({IMAGE})") from error
        raise


def _look(account: Account, blueprint: Blueprint, region: str, name: str) -> str:
    match name:
        case "image":
            return image(account, region)
        case "assets":
            return bucket_name(account, blueprint, region)
        case _:
            assert name in MADE or name in GIVEN, f"template.Found does not say what {name!r} is"
            return _secret(account, blueprint, name)


def _secret(account: Account, blueprint: Blueprint, name: str) -> str:
    """ "" when it is not kept."""
    try:
        answer = account.client("ssm").get_parameter(Name=blueprint.named(name), WithDecryption=True)
    except ClientError as error:
        if code_of(error) in NOT_THERE:
            return ""
        raise
    return str(answer["Parameter"]["Value"])


def _keep(account: Account, blueprint: Blueprint, name: str, value: str, again: bool = False) -> None:
    client, full = account.client("ssm"), blueprint.named(name)
    tags = blueprint.tags(full, f"{MADE.get(name, name)} - tutorfleet reads it when it deploys")
    client.put_parameter(Name=full, Description=tags["Description"], Type="SecureString", Value=value, Overwrite=again)
    labels = [{"Key": key, "Value": value} for key, value in tags.items()]
    client.add_tags_to_resource(ResourceType="Parameter", ResourceId=full, Tags=labels)  # no tags beside Overwrite
