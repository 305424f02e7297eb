import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tutorfleet.host.errors import DataUnusable
from tutorfleet.host.postgres import Postgres
from tutorfleet.service import database


def test_a_connection_works_over_the_socket(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_there_is_no_tcp_port(postgres: Postgres) -> None:
    with psycopg.connect(postgres.url("postgres")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_the_data_and_the_socket_are_closed_to_others(postgres: Postgres) -> None:
    assert postgres.data.stat().st_mode & 0o077 == 0
    assert postgres.sockets.stat().st_mode & 0o077 == 0


def test_every_migration_applies_once(database_url: str) -> None:
    assert database.migrate(database_url)
    assert database.migrate(database_url) == []


def test_a_database_of_a_newer_version_is_refused(database_url: str) -> None:
    database.migrate(database_url)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("INSERT INTO migrations (number, name) VALUES (9999, 'future')")
    with pytest.raises(database.DatabaseTooNew):
        database.migrate(database_url)


def test_a_cluster_of_another_version_is_refused(runtime: Path) -> None:
    runtime.chmod(0o755)
    (runtime / "data").mkdir()
    (runtime / "data" / "PG_VERSION").write_text("16\n")
    with pytest.raises(DataUnusable, match="PostgreSQL 16"):
        Postgres(runtime / "data", runtime / "s").prepare()


PARENT = """
import subprocess, sys, time
from pathlib import Path
from tutorfleet.host.postgres import Postgres
p = Postgres(Path(sys.argv[1]) / "data", Path(sys.argv[1]) / "s")
p.prepare()
child = subprocess.Popen(p.command(), stderr=subprocess.DEVNULL)
p.wait_ready(lambda: child.poll() is not None)
print(child.pid, flush=True)
time.sleep(600)
"""


def test_postgres_ends_when_its_parent_is_killed(runtime: Path) -> None:
    runtime.chmod(0o755)
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(runtime)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_gone(pid)


def wait_gone(pid: int, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while Path(f"/proc/{pid}").exists():
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            pytest.fail(f"process {pid} outlived its parent")
        time.sleep(0.02)
