"""AWS clients that call the emulated account within this process: no socket, but the same requests and answers as over one."""

import io
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from werkzeug.test import EnvironBuilder, run_wsgi_app

ADDRESS = "http://emulator.invalid"
CONFIG = Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"})
Application = Callable[..., Iterable[bytes]]


class Clients:
    """boto3 clients of one account, made when they are first asked for: making one costs more than ten calls."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.session = boto3.Session(aws_access_key_id="emulator", aws_secret_access_key="emulator")
        self.made: dict[tuple[str, str], Any] = {}
        self.lock = threading.RLock()

    def client(self, service: str, region: str) -> Any:
        """The client of a service in a region."""
        with self.lock:
            if (service, region) not in self.made:
                client = self.session.client(service, region_name=region, endpoint_url=ADDRESS, config=CONFIG)
                client.meta.events.register("before-send", self.answer)
                self.made[service, region] = client
            return self.made[service, region]

    def answer(self, request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        """Let the application answer instead of the network."""
        parts = urlsplit(request.url)
        body = request.body or b""
        builder = EnvironBuilder(
            method=request.method,
            path=parts.path,
            query_string=parts.query,
            headers=[(key, text(value)) for key, value in request.headers.items()],
            data=body if isinstance(body, bytes | str) else body.read(),
        )
        try:
            environ = builder.get_environ()
        finally:
            builder.close()
        chunks, status, headers = run_wsgi_app(self.application, environ, buffered=True)
        return AWSResponse(request.url, int(status.split()[0]), headers, Body(b"".join(chunks)))


class Body(io.BytesIO):
    """A response's body as botocore reads it."""

    def stream(self, **_: Any) -> Iterable[bytes]:
        """All of it."""
        yield self.read()


def text(value: str | bytes) -> str:
    """A header's value as text."""
    return value.decode() if isinstance(value, bytes) else value
