"""The front of the emulated account: one WSGI application that gives each request to a service of ours or to moto.

A request says service and region in its signature's scope. Requests without one (a public page, an upload) go by their path.
"""

import html
import json
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Response

from tutorfleet.cloud.emulator.protocol import Environ, Service, buffered, fresh

SCOPE = re.compile(r"Credential=[^/]+/\d+/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")
StartResponse = Callable[..., Any]
Page = Callable[[Environ], Response]


class Gateway:
    """Answers every request to the account."""

    def __init__(self) -> None:
        self.services: dict[str, Service] = {}
        self.pages: Mapping[str, Page] = {}
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.lock = threading.RLock()
        """moto's models are not made for threads"""

    def serve(self, services: Iterable[Service], pages: Mapping[str, Page]) -> None:
        """Answer for these services, and unsigned requests by the first segment of their path."""
        self.services = {service.name: service for service in services}
        self.pages = pages

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as WSGI applications do."""
        environ = buffered(environ)
        return self.response(environ)(environ, start_response)

    def response(self, environ: Environ) -> Response:
        """What the account answers."""

        def passed() -> Response:
            try:
                with self.lock:
                    body, status, headers = run_wsgi_app(self.moto, fresh(environ), buffered=True)
            except Exception as mishap:  # moto's own: the caller hears of it as of a fault of AWS
                return broken(environ, mishap)
            return Response(body, status, headers)

        scope = SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
        if scope is None:
            page = self.pages.get(environ.get("PATH_INFO", "").lstrip("/").partition("/")[0])
            return page(fresh(environ)) if page else passed()
        service = self.services.get(scope["service"])
        return service.answer(environ, scope["region"], passed) if service else passed()


def broken(environ: Environ, mishap: Exception) -> Response:
    """The answer when moto itself failed."""
    message = f"moto failed: {type(mishap).__name__}: {mishap}"
    if "json" in environ.get("CONTENT_TYPE", ""):
        return Response(json.dumps({"__type": "InternalFailure", "message": message}), 501)
    error = f"<Code>InternalFailure</Code><Message>{html.escape(message)}</Message>"
    return Response(f"<ErrorResponse><Error>{error}</Error></ErrorResponse>", 501)
