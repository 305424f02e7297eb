"""Answers counted by route and status, whatever happens inside."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tutorfleet.worker.counting import Counting
from tutorfleet.worker.tally import Tally, about, broken


async def named(request: Request) -> Response:
    about("m:latest")
    return PlainTextResponse("ok", 201)


async def failing(request: Request) -> Response:
    raise RuntimeError("nobody thought of this")


async def cut(request: Request) -> Response:
    async def parts():
        yield b"a"
        broken()
        yield b"b"

    return StreamingResponse(parts())


ROUTES = [Route("/models/{id}", named), Route("/failing", failing), Route("/cut", cut)]


@pytest.mark.parametrize(
    ("path", "model", "route", "status"),
    [
        ("/models/1", "m:latest", "/models/{id}", "201"),
        ("/failing", "", "/failing", "500"),
        ("/cut", "", "/cut", "broken"),
        ("/nowhere", "", "other", "404"),
    ],
)
def test_an_answer_is_counted_once_under_its_route_and_status(path, model, route, status):
    tally = Tally()
    app = Starlette(routes=ROUTES, middleware=[Middleware(Counting, tally=tally, routes=ROUTES)])
    TestClient(app, raise_server_exceptions=False).get(path)
    assert {name: one.requests for name, one in tally.models.items()} == {model: {(route, status): 1}}
