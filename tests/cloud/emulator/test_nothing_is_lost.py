"""Every value of the fleet's templates can be read back from the services: neither our CloudFormation nor moto drops one."""

import pytest

from support.looked import pairs, told
from tutorfleet.cloud.emulator import Emulator

OTHER_NAMES = {
    "associatepublicipaddress": "",  # told as the address
    "destinationsecuritygroupid": "groupid",
    "enablecloudwatchlogsexports": "enabledcloudwatchlogsexports",
    "family": "dbparametergroupfamily",
    "groupdescription": "description",
    "groupset": "groupid",
    "iaminstanceprofile": "",  # told as an ARN
    "integrationhttpmethod": "httpmethod",
    "layers": "arn",
    "peerregion": "region",
    "peervpcid": "vpcid",
    "resourceid": "id",
    "restapiid": "",  # asked for
    "securitygroupids": "groupid",
    "sourcesecuritygroupid": "groupid",
    "subnets": "subnetid",
    "userpoolname": "name",
    "volumesize": "size",
    "vpcsecuritygroups": "vpcsecuritygroupid",
}
"""what a service calls a property; "" when it tells it in another way"""
NEVER_TOLD = {
    "AWS::ApiGateway::Stage": {"httpmethod", "resourcepath"},  # both stand in the key of a setting
    "AWS::Cognito::UserPoolClient": {"generatesecret"},  # told by the secret, which is not there
    "AWS::EC2::Instance": {"propagatetagstovolumeoncreation"},  # told by the volumes' tags
    "AWS::Lambda::Function": {"s3bucket", "s3key"},  # Lambda keeps the code, not where it came from
    "AWS::Lambda::Permission": {"functionname", "principal", "sourcearn"},  # in the policy, by other names
    "AWS::RDS::DBInstance": {"deleteautomatedbackups", "masteruserpassword"},
}


def lost(account: Emulator, region: str) -> set[tuple[str, str, str]]:
    """(type, property, value) of what was given and is not told."""
    known = told(account, region)
    return {
        (made.type, name, value)
        for stack in account.formation.of(region)
        for made in stack.resources.values()
        for name, value in pairs(dict(made.properties))
        if name not in NEVER_TOLD.get(made.type, set())
        and OTHER_NAMES.get(name) != ""
        and not {(name, value), (OTHER_NAMES.get(name, name), value)} & known
    }


@pytest.mark.parametrize("region", ["us-east-1", "us-west-2"])
def test_what_was_given_is_told(deployed_account: Emulator, region: str) -> None:
    assert lost(deployed_account, region) == set()


def test_what_is_not_told_is_lost(deployed_account: Emulator) -> None:
    cognito = deployed_account.client("cognito-idp")
    pool = cognito.list_user_pools(MaxResults=1)["UserPools"][0]["Id"]
    cognito.update_user_pool(UserPoolId=pool, MfaConfiguration="OPTIONAL")
    assert ("AWS::Cognito::UserPool", "mfaconfiguration", "OFF") in lost(deployed_account, "us-east-1")
