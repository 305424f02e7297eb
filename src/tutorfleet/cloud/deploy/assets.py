"""A bucket for each region with what instances and functions are made of. Made by plain calls, because stacks need it first.

The key of a package is the name of its file, which packages/ makes from its content: what is there already is not sent again.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from botocore.exceptions import ClientError

from tutorfleet.cloud.blueprint import Blueprint
from tutorfleet.cloud.deploy.account import Account, code_of
from tutorfleet.cloud.deploy.errors import Denied
from tutorfleet.cloud.template import Package, Stack

MISSING = frozenset({"404", "NoSuchBucket", "NoSuchKey", "NotFound"})
BODY_LIMIT = 51_200
"""bytes of a template that a call may carry"""
DEFAULT_REGION = "us-east-1"
"""the one region that S3 must not be told"""


def bucket_name(account: Account, blueprint: Blueprint, region: str) -> str:
    """Names of buckets are the whole world's, so the account's number is in it."""
    return f"{blueprint.named('assets')}-{account.identity.account}-{region}"


def ready(account: Account, blueprint: Blueprint, region: str) -> str:
    """The name of the region's bucket, which is there and private from now on."""
    name = bucket_name(account, blueprint, region)
    client = account.client("s3", region)
    if not there(account, blueprint, region):
        elsewhere = {} if region == DEFAULT_REGION else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        with contextlib.suppress(client.exceptions.BucketAlreadyOwnedByYou):  # another run was faster
            client.create_bucket(Bucket=name, **elsewhere)
    # All of it again when the bucket is there: a run may have ended between two of these calls.
    block = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    client.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=dict.fromkeys(block, True))
    encryption = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}
    client.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration=encryption)
    tags = blueprint.tags(name, f"What instances and functions of {region} are made of")
    client.put_bucket_tagging(Bucket=name, Tagging={"TagSet": [{"Key": k, "Value": v} for k, v in tags.items()]})
    return name


def there(account: Account, blueprint: Blueprint, region: str) -> bool:
    """Whether the region's bucket is there; raises Denied when somebody else has its name."""
    name, ours = bucket_name(account, blueprint, region), account.identity.account
    try:  # a name can be foreseen: somebody else may have taken it, and open it to us
        account.client("s3", region).head_bucket(Bucket=name, ExpectedBucketOwner=ours)
    except ClientError as error:
        if code_of(error) in MISSING:
            return False
        if code_of(error) == "403":
            raise Denied(
                f"the bucket {name} belongs to another account, or this role may not see it. Another prefix in "
                "fleet.toml makes another name"
            ) from error
        raise
    return True


def wanted(stacks: Iterable[Stack], region: str) -> frozenset[str]:
    """Names of the packages that a region's stacks take."""
    values = (value for stack in stacks if stack.region == region for value in stack.parameters.values())
    return frozenset(value.name for value in values if isinstance(value, Package))


def upload(account: Account, region: str, bucket: str, file: Path) -> bool:
    """Bring a file into a bucket; whether it was missing."""
    client = account.client("s3", region)
    try:
        client.head_object(Bucket=bucket, Key=file.name)
    except ClientError as error:
        if code_of(error) not in MISSING:
            raise
        with file.open("rb") as body:
            client.upload_fileobj(body, bucket, file.name)  # upload_file hides what AWS said in an error of its own
        return True
    return False


def template(account: Account, blueprint: Blueprint, stack: Stack) -> dict[str, str]:
    """A template as CloudFormation takes it: in the call, or by way of the bucket when it is too large for that."""
    body = json.dumps(stack.template, separators=(",", ":"))
    if len(body.encode()) <= BODY_LIMIT:
        return {"TemplateBody": body}
    bucket = bucket_name(account, blueprint, stack.region)
    key = f"templates/{stack.name}-{hashlib.sha256(body.encode()).hexdigest()[:16]}.json"
    account.client("s3", stack.region).put_object(Bucket=bucket, Key=key, Body=body.encode())
    return {"TemplateURL": f"https://{bucket}.s3.{stack.region}.amazonaws.com/{key}"}


def keys(packages: Mapping[str, Path]) -> dict[str, str]:
    """name -> key."""
    return {name: file.name for name, file in packages.items()}


def empty(account: Account, region: str, bucket: str) -> None:
    """Delete everything in a bucket, versions too."""
    client = account.client("s3", region)
    for page in client.get_paginator("list_object_versions").paginate(Bucket=bucket):
        found = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
        if found:
            objects = [{"Key": each["Key"], "VersionId": each["VersionId"]} for each in found]
            client.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})
