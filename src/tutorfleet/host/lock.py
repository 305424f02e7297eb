"""One `up` for one data directory: a file lock that the kernel drops when its holder ends, however it ends."""

import contextlib
import fcntl
import json
from collections.abc import Iterator

from tutorfleet import __version__
from tutorfleet.host.errors import AlreadyRunning, DataUnusable
from tutorfleet.host.layout import Layout

FORMAT = 1
"""of the data directory; raised when an older tutorfleet could no longer read it"""


@contextlib.contextmanager
def held(layout: Layout) -> Iterator[None]:
    """Hold the data directory. Raises AlreadyRunning, or DataUnusable when a newer version made it."""
    with layout.lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(
                f"a fleet already runs on {layout.data}{where(layout)}. Stop it: tutorfleet down"
            ) from error
        check_version(layout)
        yield


def check_version(layout: Layout) -> None:
    """Refuse a directory of a newer format; sign one of ours."""
    try:
        made = json.loads(layout.version.read_text())
        form, by = int(made["format"]), str(made["by"])
    except FileNotFoundError:
        form, by = FORMAT, ""
    except (ValueError, KeyError, TypeError) as error:
        raise DataUnusable(
            f"{layout.version} is not readable; if {layout.data} is a tutorfleet data directory, delete that one file"
        ) from error
    if form > FORMAT:
        raise DataUnusable(
            f"{layout.data} was made by tutorfleet {by}, which is newer than this {__version__}. Upgrade, or choose another --data-dir"
        )
    if by != __version__:
        layout.version.write_text(json.dumps({"format": FORMAT, "by": __version__}) + "\n")


def where(layout: Layout) -> str:
    """` at URL (process N)` of the fleet that runs, as far as it says so."""
    with contextlib.suppress(OSError, ValueError, KeyError):
        state = json.loads(layout.state.read_text())
        return f" at {state['url']} (process {state['pid']})"
    return ""
