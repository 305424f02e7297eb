"""Lambda: what a call of a function answers. moto 5.2.5 runs functions in Docker; here none runs, a call is kept and answered.

A test says what a function answers: `emulator.functions.answers["lks-migrate"] = Answer(b"{}")`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moto.awslambda.models import LambdaFunction, lambda_backends
from moto.ec2.models import ec2_backends
from werkzeug.wrappers import Response

from tutorfleet.cloud.emulator.protocol import Answer as Answered
from tutorfleet.cloud.emulator.protocol import Call, Service


@dataclass(frozen=True)
class Answer:
    """What a function returns, or how it fails."""

    payload: bytes = b"null"
    error: str = ""
    """"Unhandled" when it raised"""


class Whole(LambdaFunction):
    """One of moto's functions that says in which VPC it is, and where it logs."""

    kept: dict[str, Any]

    @property
    def vpc_config(self) -> dict[str, Any] | None:
        """With the VPC of its subnets."""
        config: dict[str, Any] | None = super().vpc_config
        if config and config.get("SubnetIds"):
            subnet: Any = ec2_backends[self.account_id][self.region].get_subnet(config["SubnetIds"][0])
            config["VpcId"] = subnet.vpc_id
        return config

    def get_configuration(self, on_create: bool = False) -> dict[str, Any]:
        """As Lambda answers."""
        config: dict[str, Any] = super().get_configuration(on_create)
        return config | self.kept


class Functions:
    """Calls of the account's functions."""

    def __init__(self, account: str) -> None:
        self.account = account
        self.called: list[str] = []
        """names, in order"""
        self.answers: dict[str, Answer] = {}
        operations: dict[str, Callable[[Call], Answered]] = {
            "CreateFunction": self.create_function,
            "Invoke": self.invoke,
            "GetAccountSettings": self.get_account_settings,
            "ListLayers": self.list_layers,
        }
        self.service = Service("lambda", operations)

    def forget(self) -> None:
        """No function was called, none answers anything in particular."""
        self.called.clear()
        self.answers.clear()

    def create_function(self, call: Call) -> Response:
        """Keep what moto forgets of a function."""
        answer = call.passed()
        if answer.status_code < 400:
            function: Any = lambda_backends[self.account][call.region].get_function(call.given["FunctionName"])
            function.__class__ = Whole
            function.kept = {name: call.given[name] for name in ("LoggingConfig",) if name in call.given}
        return answer

    def invoke(self, call: Call) -> Response:
        """Keep the call, and answer as was said before."""
        name = call.given["FunctionName"].rpartition(":")[2]
        self.called.append(name)
        answer = self.answers.get(name, Answer())
        return Response(answer.payload, 200, {"X-Amz-Function-Error": answer.error} if answer.error else {})

    def get_account_settings(self, _: Call) -> dict[str, Any]:
        """A small account's limit; moto 5.2.5 knows none."""
        return {"AccountLimit": {"ConcurrentExecutions": 10, "UnreservedConcurrentExecutions": 10}}

    def list_layers(self, call: Call) -> dict[str, Any]:
        """The layers of this account; moto 5.2.5 counts those of others among them and then breaks off."""
        layers = lambda_backends[self.account][call.region]._layers._layers.items()
        own = {
            name: list(layer.layer_versions.values())
            for name, layer in layers
            if f":{self.account}:" in layer.layer_arn
        }
        return {
            "Layers": [
                {"LayerName": name, "LatestMatchingVersion": {"LayerVersionArn": versions[-1].arn}}
                for name, versions in own.items()
                if versions
            ]
        }
