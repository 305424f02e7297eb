"""Lines of JSON out of a byte stream that may be cut anywhere, also inside a UTF-8 character. Pure."""

from collections.abc import Iterator

from tutorfleet.tutor.errors import WorkerDied

LONGEST = 4 * 1024 * 1024
"""bytes; a longer line is no answer of a worker"""


class Lines:
    """Feed it bytes as they come; it gives back whole lines and keeps what is not whole yet."""

    def __init__(self, longest: int = LONGEST) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self._longest = longest

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The lines that are whole now, without their ends, blank ones left out. Raises WorkerDied for an endless line."""
        *whole, rest = data.split(b"\n")
        for line in whole:
            yield from self._close(line)
        self._keep(rest)

    def end(self) -> Iterator[bytes]:
        """The last line, if the stream ended without a line end."""
        yield from self._close(b"")

    def _close(self, end: bytes) -> Iterator[bytes]:
        line = b"".join([*self._parts, end]).strip()
        self._parts, self._size = [], 0
        if line:
            yield line

    def _keep(self, rest: bytes) -> None:
        self._size += len(rest)
        if self._size > self._longest:
            raise WorkerDied(f"a line of more than {self._longest} bytes")
        if rest:
            self._parts.append(rest)
