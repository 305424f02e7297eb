"""The user that PostgreSQL runs as: it refuses root, so root lends it an ordinary one.

tutorfleet up        (as root: made on the first start, a system user without home or shell)
"""

import grp
import os
import pwd
import stat
import subprocess
from pathlib import Path

from tutorfleet.host.errors import DataUnusable

NAME = "tutorfleet"


def postgres_user() -> pwd.struct_passwd | None:
    """The user to become before PostgreSQL starts; None when we are not root and stay who we are."""
    if os.geteuid() != 0:
        return None
    return known(NAME) or made() or pwd.getpwnam("nobody")


def known(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def made() -> pwd.struct_passwd | None:
    """Make the system user; None where there is no `useradd`."""
    command = [
        "useradd",
        "--system",
        "--no-create-home",
        "--home-dir",
        "/nonexistent",
        "--shell",
        "/usr/sbin/nologin",
        NAME,
    ]
    try:
        subprocess.run(command, capture_output=True, check=False)  # it may lose a race with another start: look again
    except FileNotFoundError:
        return None
    return known(NAME)


def require_reachable(path: Path, user: pwd.struct_passwd | None, what: str) -> None:
    """Raise DataUnusable when `user` could not get to `path` through its parents."""
    if user and (blocked := first_blocked(path, user)):
        raise DataUnusable(
            f"{what} must be reachable by the user {user.pw_name}, which PostgreSQL runs as because you are root, "
            f"but {blocked} is closed to it. Choose another place: --data-dir /var/lib/tutorfleet"
        )


def first_blocked(path: Path, user: pwd.struct_passwd) -> Path | None:
    """The outermost existing directory on the way to `path` that `user` may not enter."""
    for place in [*reversed(path.parents), path]:
        if place.is_dir() and not may_enter(place.stat(), user):
            return place
    return None


def may_enter(info: os.stat_result, user: pwd.struct_passwd) -> bool:
    if info.st_uid == user.pw_uid:
        return bool(info.st_mode & stat.S_IXUSR)
    groups = {user.pw_gid, *(group.gr_gid for group in grp.getgrall() if user.pw_name in group.gr_mem)}
    return bool(info.st_mode & (stat.S_IXGRP if info.st_gid in groups else stat.S_IXOTH))
