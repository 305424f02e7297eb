"""The learners' accounts in Cognito: who there is, and letting somebody in whose code never came."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy import live
from tutorfleet.cloud.deploy.account import Account, code_of
from tutorfleet.cloud.deploy.errors import CloudError


@dataclass(frozen=True)
class User:
    uid: str
    email: str
    name: str
    status: str
    """Cognito's: UNCONFIRMED, CONFIRMED, ..."""
    created: datetime


def every(account: Account, blueprint: Blueprint) -> list[User]:
    """All accounts, oldest first."""
    client, pool = account.client("cognito-idp"), pool_id(account, blueprint)
    pages = client.get_paginator("list_users").paginate(UserPoolId=pool)
    return sorted((_user(user) for page in pages for user in page["Users"]), key=lambda user: user.created)


def confirm(account: Account, blueprint: Blueprint, email: str) -> bool:
    """Let this account sign in, its address taken as verified; whether that was needed. Raises CloudError without one."""
    client, pool = account.client("cognito-idp"), pool_id(account, blueprint)
    user = next((each for each in every(account, blueprint) if each.email.casefold() == email.casefold()), None)
    if user is None:
        raise CloudError(f"nobody has signed up as {email}. All accounts: tutorfleet cloud users list")
    try:
        client.admin_confirm_sign_up(UserPoolId=pool, Username=user.uid)
    except ClientError as error:
        if code_of(error) == "NotAuthorizedException" and user.status == "CONFIRMED":
            return False
        raise
    verified = [{"Name": "email_verified", "Value": "true"}]  # or a forgotten password could never be reset
    client.admin_update_user_attributes(UserPoolId=pool, Username=user.uid, UserAttributes=verified)
    return user.status != "CONFIRMED"


def pool_id(account: Account, blueprint: Blueprint) -> str:
    """The fleet's pool; raises CloudError when there is none."""
    stack = live.find(account, account.home, blueprint.home.named("identity"))
    if stack is None or "Pool" not in stack.outputs:
        raise CloudError(f"no learner can have an account in {account.home} yet. First: tutorfleet cloud deploy")
    return stack.outputs["Pool"]


def _user(user: dict[str, Any]) -> User:
    told = {each["Name"]: each["Value"] for each in user["Attributes"]}
    return User(
        told.get("sub", user["Username"]),
        told.get("email", ""),
        told.get("name", ""),
        user["UserStatus"],
        user["UserCreateDate"],
    )
