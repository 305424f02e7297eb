"""What the Lambda Web Adapter would start, started: `run.sh` with the variables that its template gives. The adapter is in no emulator."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, cast

import aiohttp
import pytest

from support.worker_stand import answers, free_port, until
from tutorfleet.cloud import functions
from tutorfleet.cloud.template import Stack

SCRIPT = Path(functions.__file__).with_name("run.sh")
SOURCES = Path(functions.__file__).parents[3]


@pytest.fixture
def variables(templates: Mapping[str, Stack]) -> dict[str, str]:
    """Of the function's template, those that no other stack decides."""
    made: Mapping[str, Any] = templates["lks-functions-zone-a"].template["Resources"]
    turns = next(each["Properties"] for each in made.values() if each["Properties"].get("FunctionName") == "lks-turns")
    given = turns["Environment"]["Variables"]
    return {name: value for name, value in given.items() if isinstance(value, str) and name[:3] not in {"DB_", "PGS"}}


@pytest.fixture
def url(variables: dict[str, str], database_url: str) -> Iterator[str]:
    """Where it listens. Its Python and its libraries are this environment's, its workers and its issuer are away."""
    port = free_port()
    environment = variables | {
        "AWS_LWA_PORT": str(port),
        "DATABASE_URL": database_url,
        "LAMBDA_TASK_ROOT": str(SOURCES),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "TUTORFLEET_POOL_ID": "us-east-1_test",
        "TUTORFLEET_CLIENT_ID": "client",
        "TUTORFLEET_JWKS_URL": "http://127.0.0.1:1/jwks.json",
        "TUTORFLEET_REGIONS": '{"us-east-1": "http://127.0.0.1:1"}',
    }
    with subprocess.Popen(["sh", str(SCRIPT)], env=environment, stdin=subprocess.PIPE) as process:
        cast("IO[bytes]", process.stdin).close()  # nobody's lifeline
        address = f"http://127.0.0.1:{port}"
        until(lambda: answers(address) or process.poll() is not None, "the program")
        assert process.poll() is None
        yield address
        process.terminate()


async def test_it_listens_where_the_adapter_looks_and_is_ready_when_its_database_is(
    url: str, variables: dict[str, str]
) -> None:
    async with aiohttp.ClientSession(url) as session:
        async with session.get(variables["AWS_LWA_READINESS_CHECK_PATH"]) as answer:
            assert answer.status == 200
        async with session.get("/conversations/somebody", headers={"Origin": "https://page.example"}) as answer:
            assert answer.status == 401
            assert answer.headers["access-control-allow-origin"] == "*"


def test_the_adapter_is_told_the_port_that_the_program_takes_by_itself(variables: dict[str, str]) -> None:
    assert variables["AWS_LWA_PORT"] == "8080"
    assert "${AWS_LWA_PORT:-8080}" in SCRIPT.read_text()
