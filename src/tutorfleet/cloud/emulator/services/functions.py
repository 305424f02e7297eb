"""Lambda: what a call of a function answers. moto 5.2.5 runs functions in Docker; here none runs, a call is kept and answered.

A test says what a function answers: `emulator.functions.answers["lks-migrate"] = Answer(b"{}")`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moto.awslambda.models import lambda_backends
from werkzeug.wrappers import Response

from tutorfleet.cloud.emulator.protocol import Answer as Answered
from tutorfleet.cloud.emulator.protocol import Call, Service


@dataclass(frozen=True)
class Answer:
    """What a function returns, or how it fails."""

    payload: bytes = b"null"
    error: str = ""
    """"Unhandled" when it raised"""


class Functions:
    """Calls of the account's functions."""

    def __init__(self, account: str) -> None:
        self.account = account
        self.called: list[str] = []
        """names, in order"""
        self.answers: dict[str, Answer] = {}
        operations: dict[str, Callable[[Call], Answered]] = {
            "Invoke": self.invoke,
            "GetAccountSettings": self.get_account_settings,
            "ListLayers": self.list_layers,
        }
        self.service = Service("lambda", operations)

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
