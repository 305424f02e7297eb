"""The handler in this process, with a real database. Who may do what through API Gateway is in test_data_plane.py."""

import base64
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tutorfleet.cloud.functions.conversations import Handler
from tutorfleet.service.settings import Settings

Call = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture
def call(database_url: str) -> Iterator[Call]:
    """A started function, whose issuer is away. It has a thread of its own, as on Lambda a process: it sets the event loop."""
    with ThreadPoolExecutor(1) as lambda_:
        handler = lambda_.submit(
            Handler, Settings(database=database_url, jwks_url="http://127.0.0.1:1/jwks.json")
        ).result()
        yield lambda event: lambda_.submit(handler, event, None).result()
        lambda_.submit(handler.close).result()


def event(method: str, path: str, body: bytes = b"", **headers: str) -> dict[str, Any]:
    """What a REST API hands to a function."""
    return {
        "resource": "/conversations/{uid}",
        "path": path,
        "httpMethod": method,
        "headers": {"Host": "api.example.com", **headers},
        "multiValueHeaders": {"Host": ["api.example.com"], **{name: [value] for name, value in headers.items()}},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "requestContext": {"stage": "v1", "httpMethod": method, "identity": {"sourceIp": "203.0.113.9"}},
        "body": base64.b64encode(body).decode() if body else None,
        "isBase64Encoded": bool(body),
    }


def test_a_request_without_a_token_is_refused_by_the_service_too(call: Call) -> None:
    answer = call(event("GET", f"/conversations/{uuid4()}"))
    assert answer["statusCode"] == 401
    assert answer["headers"]["access-control-allow-origin"] == "*"


def test_one_start_serves_many_requests_with_the_same_connection(call: Call, database_url: str) -> None:
    before = connections(database_url)
    for _ in range(3):
        assert call(event("GET", "/healthz"))["statusCode"] == 200
    assert connections(database_url) == before
    assert len(before) == 1


def test_a_connection_that_ended_while_the_function_was_frozen_is_made_again(call: Call, database_url: str) -> None:
    before = connections(database_url, "pg_terminate_backend(pid, 5000)")
    assert before == [True]
    assert call(event("GET", "/healthz"))["statusCode"] == 200


def test_a_database_that_is_away_fails_the_start() -> None:
    with pytest.raises(psycopg.OperationalError), ThreadPoolExecutor(1) as lambda_:
        lambda_.submit(Handler, Settings(database="host=127.0.0.1 port=1 dbname=x")).result()


def connections(url: str, what: str = "pid") -> list[int]:
    """Of each server process that serves this database to the function."""
    with psycopg.connect(url, autocommit=True) as connection:
        asked = f"SELECT {what} FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        return [row[0] for row in connection.execute(asked)]
