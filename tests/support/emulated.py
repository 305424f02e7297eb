"""Stacks made in the emulated account within this process, without the deployer: what many tests start from."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping

from tutorfleet.cloud.emulator import Emulator
from tutorfleet.cloud.template import Found, Output, Package, Stack, Value

IMAGE = "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"
Outputs = dict[tuple[str, str], str]
"""(stack, output) to its value"""


def deploy(account: Emulator, stacks: Iterable[Stack]) -> Outputs:
    """Make all of these stacks; the outputs of all. Fails with the reasons of a stack that cannot be made."""
    outputs: Outputs = {}
    for stack in stacks:
        bucket = assets(account, stack.region)
        formation = account.client("cloudformation", stack.region)
        account.client("s3", stack.region).put_object(Bucket=bucket, Key=stack.name, Body=json.dumps(stack.template))
        formation.create_stack(
            StackName=stack.name,
            TemplateURL=f"https://{bucket}.s3.{stack.region}.amazonaws.com/{stack.name}",
            Parameters=[
                {"ParameterKey": name, "ParameterValue": value_of(account, stack, value, outputs)}
                for name, value in stack.parameters.items()
            ],
        )
        told = formation.describe_stacks(StackName=stack.name)["Stacks"][0]
        assert told["StackStatus"] == "CREATE_COMPLETE", (stack.name, reasons(account, stack.region, stack.name))
        outputs |= {(stack.name, each["OutputKey"]): each["OutputValue"] for each in told.get("Outputs", ())}
    return outputs


def destroy(account: Emulator, stacks: Iterable[Stack]) -> None:
    """Delete these stacks, those first that were made last."""
    for stack in reversed(tuple(stacks)):
        formation = account.client("cloudformation", stack.region)
        identity = formation.describe_stacks(StackName=stack.name)["Stacks"][0]["StackId"]
        formation.delete_stack(StackName=stack.name)
        status = formation.describe_stacks(StackName=identity)["Stacks"][0]["StackStatus"]
        assert status == "DELETE_COMPLETE", (stack.name, reasons(account, stack.region, identity))


def reasons(account: Emulator, region: str, stack: str) -> Mapping[str, str]:
    """Why resources of a stack failed."""
    events = account.client("cloudformation", region).describe_stack_events(StackName=stack)["StackEvents"]
    return {
        event["LogicalResourceId"]: event["ResourceStatusReason"]
        for event in events
        if event["ResourceStatus"].endswith("FAILED") and "ResourceStatusReason" in event
    }


def value_of(account: Emulator, stack: Stack, value: Value, outputs: Outputs) -> str:
    """What a parameter gets."""
    match value:
        case Output():
            return outputs[value.stack, value.name]
        case Package():
            key, bucket = f"{value.name}.zip", assets(account, stack.region)
            account.client("s3", stack.region).put_object(Bucket=bucket, Key=key, Body=empty_package())
            return key
        case Found("image"):
            return str(account.client("ssm", stack.region).get_parameter(Name=IMAGE)["Parameter"]["Value"])
        case Found("assets"):
            return assets(account, stack.region)
        case Found():
            return f"made-up-{value.name}-0123456789abcdef"
    return value


def assets(account: Emulator, region: str) -> str:
    """The region's asset bucket, made when it is not there."""
    bucket = f"lks-assets-{account.account}-{region}"
    s3 = account.client("s3", region)
    if bucket not in {each["Name"] for each in s3.list_buckets()["Buckets"]}:
        elsewhere = {"CreateBucketConfiguration": {"LocationConstraint": region}} if region != "us-east-1" else {}
        s3.create_bucket(Bucket=bucket, **elsewhere)
    return bucket


def empty_package() -> bytes:
    """A zip file that Lambda takes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("empty.txt", "")
    return packed.getvalue()
