"""Where everything of a fleet lies on this machine: the data directory that is kept, and the runtime directory that is not.

A unix socket's path is at most 107 bytes, so sockets never lie under the data directory, which a user may put anywhere.
It creates nothing.
"""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

SOCKET_PATH_LIMIT = 107


@dataclass(frozen=True)
class Layout:
    data: Path
    runtime: Path

    @property
    def store(self) -> Path:
        return self.data / "models"

    @property
    def database(self) -> Path:
        return self.data / "postgres"

    @property
    def mailbox(self) -> Path:
        return self.data / "mailbox"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def workers(self) -> Path:
        """What workers remember between two starts."""
        return self.data / "workers"

    @property
    def envoy_dir(self) -> Path:
        return self.data / "envoy"

    @property
    def lock(self) -> Path:
        return self.data / "lock"

    @property
    def version(self) -> Path:
        return self.data / "version.json"

    @property
    def state(self) -> Path:
        """What a running fleet says about itself, for `status`, `down` and `chat`."""
        return self.runtime / "state.json"

    def worker_socket(self, region: str, role: str, replica: str) -> Path:
        return self.runtime / f"{region}.{role}.{replica}.sock"

    def balancer_socket(self, region: str) -> Path:
        return self.runtime / f"{region}.sock"

    @property
    def service_socket(self) -> Path:
        return self.runtime / "service.sock"

    @property
    def admin_socket(self) -> Path:
        return self.runtime / "admin.sock"

    @property
    def status_socket(self) -> Path:
        return self.runtime / "status.sock"

    @property
    def nursery_socket(self) -> Path:
        return self.runtime / "nursery.sock"

    @property
    def engines(self) -> Path:
        """Folder of the engines' sockets."""
        return self.runtime / "e"

    @property
    def postgres_socket_dir(self) -> Path:
        return self.runtime / "pg"

    @property
    def database_url(self) -> str:
        """libpq connection string of the fleet's own PostgreSQL."""
        return f"host={self.postgres_socket_dir} user=tutorfleet dbname=tutorfleet"


def layout(data: Path) -> Layout:
    """The layout of a data directory; the same directory has the same runtime directory every time."""
    data = data.expanduser().absolute()
    short = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:10]
    return Layout(data, Path(tempfile.gettempdir()) / f"tutorfleet-{os.getuid()}-{short}")


def default_data_dir() -> Path:
    """Where this platform keeps a program's data. For root a place that PostgreSQL's own user can reach."""
    if os.geteuid() == 0:
        return Path("/var/lib/tutorfleet")
    return Path(platformdirs.user_data_path("tutorfleet"))
