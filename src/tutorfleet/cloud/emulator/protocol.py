"""The wire of an AWS service that we answer ourselves: a request to its parameters, a result or an error to a response.

Operations and shapes come from botocore's description of the service, parsing and serialising from moto. What an operation
does is `Service.operations`, one function for each; an operation that is not there is moto's business.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from moto.core.exceptions import ServiceException
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request, determine_request_protocol
from moto.core.routing import get_service_router
from moto.core.serialize import get_serializer_class
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

Environ = dict[str, Any]


class AwsError(ServiceException):
    """What a service answers when it refuses: AwsError(code, message)."""


@dataclass(frozen=True)
class Call:
    """One request to a service."""

    region: str
    given: Mapping[str, Any]
    host: str
    """the address that was called, with a slash at its end"""
    passed: Callable[[], Response]
    """moto's answer to the same request"""


Answer = Mapping[str, Any] | Response


@dataclass(frozen=True)
class Service:
    """The operations of one service that we answer; `alone` when moto must not see the others."""

    name: str
    """in a request's signature"""
    operations: Mapping[str, Callable[[Call], Answer]]
    alone: bool = False
    described: str = ""
    """botocore's name of the service where that is another"""

    def answer(self, environ: Environ, region: str, passed: Callable[[], Response]) -> Response:
        """The response to a request; `passed` asks moto instead."""
        request = Request(fresh(environ))
        try:
            operation, path = get_service_router(self.described or self.name).match(request)
        except NotFound:
            return passed()
        known = self.operations.get(operation.name)
        if known is None and not self.alone:
            return passed()
        protocol = determine_request_protocol(operation.service_model, request.content_type)
        result: Answer | ServiceException
        serializer = get_serializer_class(self.described or self.name, protocol)(operation)
        try:
            if known is None:
                raise AwsError("ValidationException", f"{self.name} {operation.name} is not emulated")
            given = parsed(request, operation, protocol, path)
            result = known(Call(region, given, request.host_url, passed))
        except ServiceException as refusal:
            result = refusal
        if isinstance(result, Response):
            return result
        said = serializer.serialize(result)
        return Response(said["body"], said["status_code"], said["headers"])


def parsed(request: Request, operation: Any, protocol: str, path: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a request, by the names that the service's description gives them."""
    given: dict[str, Any] = PROTOCOL_PARSERS[protocol](operation).parse(
        {
            "method": request.method,
            "values": request.values,
            "headers": request.headers,
            "body": request.data,
            "url_path": request.path,
            "url_params": path,
        }
    )
    return given


def fresh(environ: Environ) -> Environ:
    """The same request, its body to be read from the start; `buffered` kept the body."""
    return environ | {"wsgi.input": io.BytesIO(environ["tutorfleet.body"])}


def buffered(environ: Environ) -> Environ:
    """The request with its body in memory, so that it can be read more than once."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    return environ | {"tutorfleet.body": body}
