"""Answers counted by route and status, whatever happens inside."""

import time

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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


async def test_counting_a_request_costs_less_than_20_microseconds_of_the_processor():
    tally = Tally()
    path = ROUTES[0].endpoint

    async def bare(scope: Scope, receive: Receive, send: Send) -> None:
        scope["endpoint"] = path
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b""})

    async def full(scope: Scope, receive: Receive, send: Send) -> None:
        about("m:latest")
        found = tally.of("m:latest")
        found.waited.observe(0.01)
        found.began_to_speak(0.2)
        found.replied(100, 50, 60, 900.0)
        await bare(scope, receive, send)

    async def send(message: Message) -> None:
        pass

    async def cost(app: ASGIApp) -> float:
        began = time.thread_time()
        for _ in range(500):
            await app({"type": "http"}, receive, send)
        return (time.thread_time() - began) / 500

    async def receive() -> Message:
        return {}

    counted = Counting(full, tally, ROUTES)
    least = [min([await cost(app) for _ in range(20)]) for app in (counted, bare)]
    assert least[0] - least[1] < 20e-6
