"""A ministack process: an emulated account whose API Gateway, Cognito and Lambda can be called. TUTORFLEET_MINISTACK names the program
(`make test` does), which has an environment of its own. It runs functions with its own Python and without limits of time or memory.

    with Ministack(folder) as aws: aws.apply(stack, {"Parameter": "value"})
"""

import json
import os
import subprocess
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import boto3
from botocore.config import Config

from support.worker_stand import free_port, until

ACCOUNT, REGION = "123456789012", "us-east-1"
"""of requests that nobody signed too, as learners' are"""
BUCKET = "lks-assets"
UNKNOWN = frozenset({"AWS::ApiGateway::VpcLink"})
"""types that ministack 1.5 has not; an integration that names one goes straight to its address"""


class Ministack:
    """One account in one region, on a loopback port; it ends with its block."""

    def __init__(self, program: str, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        environment = {
            "PATH": os.environ["PATH"],
            "BIND_HOST": "127.0.0.1",
            "IOT_MTLS_ENABLED": "0",  # else another port, on every address
            "GATEWAY_PORT": str(self.port),
            "MINISTACK_ACCOUNT_ID": ACCOUNT,
            "MINISTACK_REGION": REGION,
            "S3_DATA_DIR": str(folder / "s3"),
            "TMPDIR": str(folder),
        }
        self.log = folder / "ministack.log"
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                [program], env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )

    def __enter__(self) -> Self:
        until(self._answers, f"ministack: {self.log.read_text()[-500:]}")
        self.client("s3").create_bucket(Bucket=BUCKET)
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.wait(20)

    def client(self, service: str) -> Any:
        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=self.url,
            aws_access_key_id=ACCOUNT,  # a key of twelve digits names its account
            aws_secret_access_key="emulated",
            config=Config(retries={"total_max_attempts": 1}),
        )

    def store(self, key: str, content: bytes) -> str:
        """Put a package where templates look for it; its key."""
        self.client("s3").put_object(Bucket=BUCKET, Key=key, Body=content)
        return key

    def apply(self, name: str, template: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, str]:
        """Make a stack of a template; its outputs."""
        formation = self.client("cloudformation")
        key = self.store(f"{name}.json", json.dumps(known(template)).encode())
        parameters = [{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()]
        formation.create_stack(StackName=name, TemplateURL=f"{self.url}/{BUCKET}/{key}", Parameters=parameters)
        stack = until(lambda: ended(formation, name), f"stack {name}")
        events = formation.describe_stack_events(StackName=name)["StackEvents"]
        assert stack["StackStatus"] == "CREATE_COMPLETE", [event.get("ResourceStatusReason") for event in events]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    def resources(self, stack: str) -> dict[str, str]:
        """Logical id -> physical id of what a stack has."""
        found = self.client("cloudformation").describe_stack_resources(StackName=stack)["StackResources"]
        return {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in found}

    def balancer(self, name: str) -> str:
        """Host, port and path at which an application balancer of this name answers."""
        return f"127.0.0.1:{self.port}/_alb/{name}"

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_ministack/health", timeout=2):
                return True
        except OSError:
            assert self._process.poll() is None, self.log.read_text()
            return False


def known(template: Mapping[str, Any]) -> dict[str, Any]:
    """The template with parameters of plain types, and a parameter for each resource that ministack cannot make."""
    resources = {name: made for name, made in template["Resources"].items() if made["Type"] not in UNKNOWN}
    given = {name: {"Type": "String"} for name in template.get("Parameters", {})}
    absent = {name: {"Type": "String", "Default": "absent"} for name in template["Resources"] if name not in resources}
    return {**template, "Parameters": given | absent, "Resources": resources}


def ended(formation: Any, name: str) -> Any:
    """The stack, if nothing is in progress."""
    stack = formation.describe_stacks(StackName=name)["Stacks"][0]
    return None if stack["StackStatus"].endswith("_IN_PROGRESS") else stack
