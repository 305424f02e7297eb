"""What all tests share: a real PostgreSQL for the session, a fresh database for each test that asks, and short runtime folders."""

import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tutorfleet.host.postgres import Postgres

# A shell starts background jobs deaf to Ctrl-C; the programs that we start must hear it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
FORGETFUL = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
"""a test's database need not outlive a power cut"""


@pytest.fixture
def runtime() -> Iterator[Path]:
    """A folder with a path short enough for unix sockets, gone after the test."""
    folder = Path(tempfile.mkdtemp(prefix="tf", dir="/tmp"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL of this test session; it ends with it."""
    folder = Path(tempfile.mkdtemp(prefix="tfpg", dir="/tmp"))
    folder.chmod(0o755)  # as root, PostgreSQL runs as another user
    server = Postgres(folder / "data", folder / "s")
    server.prepare()
    child = subprocess.Popen(
        [*server.command(), *FORGETFUL], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    server.wait_ready(lambda: child.poll() is not None)
    yield server
    child.send_signal(2)
    child.wait(20)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database_url(postgres: Postgres) -> Iterator[str]:
    """The connection string of an empty database of this test's own."""
    name = f"t{secrets.token_hex(6)}"
    postgres.create_database(name)
    yield postgres.url(name)
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute(psycopg.sql.SQL("DROP DATABASE {} WITH (FORCE)").format(psycopg.sql.Identifier(name)))
