"""How a model is pulled: sizes of pieces, patience, and the clock to wait by. Values only."""

import asyncio
import socket
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

MIB = 1 << 20


def this_kernel() -> str:
    """One name for everything that shares this kernel, and with it file locks, until it starts again."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return f"{socket.gethostname()}-{uuid.getnode():x}"


@dataclass(frozen=True, slots=True)
class Terms:
    """The defaults are Ollama's where Ollama has them. Times in seconds, sizes in bytes."""

    stall_s: float = 30.0
    """Silence of the other side after which a connection is given up and made anew."""
    attempts: int = 6
    """How often in a row the same piece may fail."""
    longest_pause_s: float = 60.0
    """Between two attempts, also when the other side asks for more."""
    most_bytes: int = 1 << 42
    """Of one model: a network file system may say that it has room for everything."""
    connections: int = 8
    """At once, for one blob."""
    smallest_piece: int = 100_000_000
    largest_piece: int = 1_000_000_000
    write_bytes: int = MIB
    """Are gathered before they are written."""
    journal_bytes: int = 16 * MIB
    """Are written before they are brought to the disk and noted: what a crash costs at most, for each connection."""
    lease_s: float = 30.0
    """After so much silence a puller on another machine counts as dead; it speaks three times as often."""
    machine: str = field(default_factory=this_kernel)
    """What shares file locks with us: of a puller on it, a lock says at once whether it is dead."""
    poll_s: float = 0.5
    """How often one that waits for another's download looks."""
    step_s: float = 0.06
    """How often progress is told."""
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    """What waits between two attempts."""

    def piece(self, total: int) -> int:
        """Bytes that one connection fetches at a time, of a blob of `total` bytes."""
        return min(max(total // 16, self.smallest_piece), self.largest_piece)

    def delay(self, failures: int, asked: float = 0.0) -> float:
        """Seconds to wait after so many failures in a row, `asked` being what the other side wants."""
        return float(min(max(2 ** (max(failures, 1) - 1), asked), self.longest_pause_s))
