"""Options and fixtures of the contract's tests.

    pytest tests/contract                                   our worker, one in front of a backend, and one behind the edge
    pytest tests/contract --url http://127.0.0.1:11434 --model llama3.2 --embed-model all-minilm
                                                            a real Ollama: rows that its models cannot are skipped

Rows that change models use names that begin with `contract-` and delete them again.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.contract.answer import Server
from tests.contract.stand import our_edge, our_front, our_worker
from tests.contract.table import ROWS

ABILITIES = {"tools": {"tools"}, "thinker": {"thinking"}, "insert": {"insert"}}
STANDS = {"worker": our_worker, "elsewhere": our_front, "edge": our_edge}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("contract", "what the contract is tested against")
    group.addoption("--url", help="the base URL of a server; without it ours is started")
    group.addoption("--model", help="a model of that server that chats")
    group.addoption("--embed-model", help="a model of that server that embeds")
    group.addoption("--other-models", default="", help="further models of it: for tools, thinking and insert")


def pytest_configure(config: pytest.Config) -> None:
    if url := config.getoption("--url", None):
        config.option.allow_hosts = f"127.0.0.1,::1,{urlsplit(url).hostname}"


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("contract"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests of a server run against all that there are, and tests of rows where these are answered."""
    asked = {*metafunc.fixturenames}
    places = ["url"] if metafunc.config.getoption("--url", None) else [*STANDS]
    if "forbidden" in asked:
        pairs = [(place, row) for place in places for row, case in ROWS.items() if place == "edge" and case.operator]
        metafunc.parametrize(("place", "forbidden"), pairs)
    elif "row" in asked:
        pairs = [(place, row) for place in places for row, case in ROWS.items() if place != "edge" or case.for_learners]
        metafunc.parametrize(("place", "row"), pairs)
    elif "place" in asked:
        metafunc.parametrize("place", places)


@pytest.fixture(scope="session")
def servers(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Server]]:
    """The server of a place; ours are started when they are asked for the first time."""
    running: dict[str, Server] = {}
    with ExitStack() as stack:

        def at(place: str) -> Server:
            if place not in running:
                running[place] = stack.enter_context(STANDS[place]()) if place in STANDS else _given(request.config)
            return running[place]

        yield at


@pytest.fixture
def server(place: str, servers: Callable[[str], Server]) -> Server:
    """The server under test."""
    return servers(place)


@pytest.fixture
def made(server: Server) -> Iterator[str]:
    """A name for a model that a test may make; it is gone after the test."""
    name = f"contract-{secrets.token_hex(4)}"
    yield name
    if not server.edge:
        server.ask("DELETE /api/delete", {"model": name})


@pytest.fixture
def names(server: Server, made: str) -> dict[str, str]:
    """What stands for what in a row."""
    return {**server.names, "made": made, "absent": "contract-nobody"}


def _given(config: pytest.Config) -> Server:
    """The server of --url, with what its models say that they can."""
    url = config.getoption("--url").rstrip("/")
    given = {"model": config.getoption("--model"), "embedder": config.getoption("--embed-model")}
    names = {kind: name for kind, name in given.items() if name}
    server = Server(url, names, ours=False)
    for name in filter(None, (given["model"], *config.getoption("--other-models").split(","))):
        able = {*server.ask("POST /api/show", {"model": name}).json.get("capabilities", [])}
        found = {kind: name for kind, abilities in ABILITIES.items() if abilities <= able}
        names.update({kind: name for kind, name in (found or {"plain": name}).items() if kind not in names})
    return server
