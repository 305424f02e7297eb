"""What happens during a deployment, told as it happens; work in threads along the needs; waiting that can be ended."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from tutorfleet.cloud.deploy.schedule import Needs, sorter

THREADS = 8
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 4.0
"""seconds between two looks at something that changes by itself"""


@dataclass(frozen=True)
class Event:
    """One thing that happened to a stack, or to a resource of it."""

    stack: str
    region: str
    status: str
    """CloudFormation's, or one of ours: "UNCHANGED", "UPLOADED", "DELETED" """
    resource: str = ""
    """logical id; "" is the stack itself"""
    kind: str = ""
    """type of the resource"""
    reason: str = ""

    @property
    def failed(self) -> bool:
        return self.status.endswith("FAILED") or "ROLLBACK" in self.status


Tell = Callable[[Event], None]


class Cancelled(Exception):
    """Somebody wants this to end. What AWS does already goes on there."""


class Patience:
    """Waits between looks, for all threads of a run, until `cancel`."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        self._cancelled.set()

    def pauses(self) -> Iterator[None]:
        """For ever, longer and longer; raises Cancelled."""
        seconds = FIRST_PAUSE
        while True:
            if self._cancelled.wait(seconds):
                raise Cancelled
            seconds = min(seconds * 1.5, LONGEST_PAUSE)
            yield


def along(needs: Needs, work: Callable[[str], None], patience: Patience) -> dict[str, Exception]:
    """Do the work for every name as soon as its needs are done; what failed, by name.

    What does not need anything that failed is done nevertheless: the next run has less to do. Ctrl-C ends the waiting.
    """
    graph, failed = sorter(needs), dict[str, Exception]()
    running: dict[Future[None], str] = {}
    with ThreadPoolExecutor(THREADS) as pool:
        try:
            while graph.is_active():
                for name in sorted(graph.get_ready()):
                    running[pool.submit(work, name)] = name
                if not running:
                    break  # the rest needs what failed
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    name = running.pop(future)
                    if error := future.exception():
                        failed[name] = _ordinary(error)
                    else:
                        graph.done(name)
        except BaseException:
            patience.cancel()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return failed


def _ordinary(error: BaseException) -> Exception:
    if isinstance(error, Exception) and not isinstance(error, Cancelled):
        return error
    raise error
