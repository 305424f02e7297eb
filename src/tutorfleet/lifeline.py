"""The lifeline: file descriptor 0 is a pipe whose write end only the parent has. End-of-file there means that the parent is gone.

A thread waits for it, so that a busy event loop cannot miss it. Used by every program of ours; it knows nothing of them.
"""

import os
import stat
import threading

STDIN = 0


def hold() -> None:
    """End this process at once when the lifeline closes. Does nothing when standard input is no pipe (a person started us)."""
    if stat.S_ISFIFO(os.fstat(STDIN).st_mode):
        threading.Thread(target=wait, name="lifeline", daemon=True).start()


def wait() -> None:
    while os.read(STDIN, 64):
        pass
    os._exit(0)
