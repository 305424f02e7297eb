"""The nursery: a fork server. It imports once what workers and engines need and forks them ready to run.

    python -m tutorfleet.worker.nursery SOCKET          # file descriptor 0 is its lifeline

It stays single-threaded, computes nothing and knows no model. When its lifeline closes it ends; its children go on, each
by the lifeline of its own client. What a worker and an engine do is said in `program.py` and `engine.py`.

The wire, one connection for each child:

1. The client connects to the unix stream socket and sends ONE message with `sendmsg`: the line

       {"kind": "worker" | "engine", "settings": {...}}\n          (at most 64 KiB)

   and with its first byte, as SCM_RIGHTS, two or three file descriptors in this order:
   the child's lifeline (read end of a pipe whose write end only the client holds), its log (becomes descriptors 1 and 2),
   and optionally its status (an end of a pipe or a socket; an engine writes one line there, `{"ready": true}` or
   `{"error": "why"}`).
   The client closes its own copies of these after sending.
2. The nursery answers with the line `{"pid": 123}` (or `{"error": "why"}` and closes).
3. When the child has ended it sends the line `{"exit": code}` (`-9` for signal 9) and closes.

A client that closes the connection early loses only the news: the child lives as long as its lifeline. The socket appears
at its path when the nursery is ready for connections. Each child leads a session of its own, so that Ctrl-C in a terminal
reaches it only through its lifeline.
"""

import os

# libgomp reads these when it is loaded; spinning threads are ten times slower on a busy machine.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("GOMP_SPINCOUNT", "0")

import array
import contextlib
import fcntl
import functools
import gc
import selectors
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from tutorfleet.worker import engine, program
from tutorfleet.worker.settings import EngineSettings, WorkerSettings, check_socket_path

LONGEST_REQUEST = 65536
MOST_FDS = 3


class Request(msgspec.Struct):
    """What a client asks for."""

    kind: str
    settings: msgspec.Raw


class Nursery:
    """The loop: connections in, children out, news of their ends back."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._selector = selectors.DefaultSelector()
        self._children: dict[int, socket.socket] = {}
        self._listener = _listen(path)
        self._wake, self._waker = socket.socketpair()
        self._open = True

    def run(self) -> None:
        """Serve until the lifeline closes."""
        self._wake.setblocking(False)
        self._waker.setblocking(False)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is its parent's to answer
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)
        self._selector.register(self._wake, selectors.EVENT_READ, self._reap)
        if engine.is_lifeline(0):
            self._selector.register(0, selectors.EVENT_READ, self._lifeline)
        while self._open:
            for key, _ in self._selector.select():
                key.data()
        self._path.unlink(missing_ok=True)

    def _lifeline(self) -> None:
        self._open = bool(os.read(0, 4096))

    def _accept(self) -> None:
        connection, _ = self._listener.accept()
        connection.settimeout(5)  # for the rest of a line whose beginning is there
        self._selector.register(connection, selectors.EVENT_READ, functools.partial(self._order, connection))

    def _order(self, connection: socket.socket) -> None:
        self._selector.unregister(connection)
        try:
            line, fds = _receive(connection)
        except OSError:
            connection.close()
            return
        try:
            self._fork(connection, line, fds)
        except (msgspec.MsgspecError, ValueError, OSError) as error:
            _tell(connection, {"error": str(error)})
            connection.close()
        finally:
            for fd in fds:
                os.close(fd)

    def _fork(self, connection: socket.socket, line: bytes, fds: list[int]) -> None:
        request = msgspec.json.decode(line, type=Request)
        if request.kind not in {"worker", "engine"} or not 2 <= len(fds) <= MOST_FDS:
            raise ValueError(
                "expected kind worker or engine, with the descriptors of lifeline, log and optionally status"
            )
        settings = _settings(request)
        pid = os.fork()
        if pid == 0:
            _be_child(settings, fds)
        self._children[pid] = connection
        _tell(connection, {"pid": pid})

    def _reap(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._wake.recv(4096)
        while self._children:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self._bury(pid, os.waitstatus_to_exitcode(status))

    def _bury(self, pid: int, code: int) -> None:
        connection = self._children.pop(pid, None)
        if connection is not None:
            _tell(connection, {"exit": code})
            connection.close()


def main() -> None:
    """The program: `python -m tutorfleet.worker.nursery SOCKET`."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tutorfleet.worker.nursery SOCKET")
    path = Path(sys.argv[1])
    check_socket_path(path.with_name(path.name + ".new"))
    program.warm()
    gc.collect()
    gc.freeze()
    Nursery(path).run()


def _listen(path: Path) -> socket.socket:
    """Bind under another name and rename: a socket at `path` is one that accepts."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(os.fspath(new))
    new.chmod(0o600)
    listener.listen(64)
    new.rename(path)
    return listener


def _receive(connection: socket.socket) -> tuple[bytes, list[int]]:
    """One line and the descriptors that came with it; raises OSError for a client that does not finish."""
    fds = array.array("i")
    data, ancillary, flags, _ = connection.recvmsg(LONGEST_REQUEST, socket.CMSG_SPACE(MOST_FDS * fds.itemsize))
    for level, kind, content in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            fds.frombytes(content[: len(content) - len(content) % fds.itemsize])
    try:
        while not data.endswith(b"\n") and len(data) < LONGEST_REQUEST:
            more = connection.recv(LONGEST_REQUEST)
            if not more:
                raise OSError("the client left")
            data += more
        if flags & socket.MSG_CTRUNC:
            raise OSError("too many descriptors")
    except OSError:
        for fd in fds:
            os.close(fd)
        raise
    return data, list(fds)


def _settings(request: Request) -> WorkerSettings | EngineSettings:
    if request.kind == "worker":
        return msgspec.json.decode(request.settings, type=WorkerSettings)
    return msgspec.json.decode(request.settings, type=EngineSettings)


def _tell(connection: socket.socket, news: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):
        connection.sendall(msgspec.json.encode(news) + b"\n")


def _be_child(settings: WorkerSettings | EngineSettings, fds: list[int]) -> NoReturn:
    """In the forked process: arrange the descriptors, forget the nursery, run, never come back."""
    code = 1
    try:
        status = _take_descriptors(fds)
        code = program.run(settings) if isinstance(settings, WorkerSettings) else engine.run(settings, status)
    except BaseException:  # the last chance to say anything
        traceback.print_exc()
    finally:
        os._exit(code)


def _take_descriptors(fds: list[int]) -> int | None:
    """0 lifeline, 1 and 2 log, 3 status; everything else of the nursery is closed. Returns the status descriptor."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    # Copies above everything that is open, so that no dup2 overwrites a descriptor that is still to be moved.
    high = [_above(fd) for fd in fds]
    os.dup2(high[0], 0)
    os.dup2(high[1], 1)
    os.dup2(high[1], 2)
    if len(high) == MOST_FDS:
        os.dup2(high[2], 3, inheritable=False)
    os.closerange(4 if len(high) == MOST_FDS else 3, max(*high, *_open_fds()) + 1)
    return 3 if len(high) == MOST_FDS else None


def _above(fd: int) -> int:
    return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 100)


def _open_fds() -> list[int]:
    try:
        return [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]
    except OSError:
        return [1024]


if __name__ == "__main__":
    main()
