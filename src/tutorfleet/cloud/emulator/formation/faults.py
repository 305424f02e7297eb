"""Faults on order, for the tests of those who deploy: the next resource of a type fails, or waits until it is let go."""

import threading
from collections.abc import Callable


class Faults:
    """What shall go wrong, and the threads in which it does."""

    def __init__(self) -> None:
        self.failing: dict[str, list[str | None]] = {}
        """reasons of the next ones of a type, None for one that goes well"""
        self.held: dict[str, threading.Event] = {}
        self.paused: set[threading.Thread] = set()
        """threads that are done, or that wait for what is held"""
        self.news = threading.Condition()
        self.threads: list[threading.Thread] = []

    def fail_next(self, kind: str, reason: str, after: int = 0) -> None:
        """A resource of this type fails for this reason when it is created or changed; `delete TYPE` when it is deleted.

        It is the next one, or the one `after` so many that go well; what was ordered before comes before.
        """
        self.failing.setdefault(kind, []).extend([*[None] * after, reason])

    def hold(self, kind: str) -> None:
        """Resources of this type stay in progress until `let_go`."""
        self.held[kind] = threading.Event()

    def let_go(self) -> None:
        """Nothing is held any more."""
        for event in self.held.values():
            event.set()
        self.held.clear()

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self.failing.clear()
        self.let_go()
        self.join()

    def reason(self, kind: str) -> str | None:
        """Why this resource must fail, None when it need not; waits while its type is held."""
        event = self.held.get(kind)
        if event is not None:
            self.pause()
            event.wait()
        reasons = self.failing.get(kind)
        return reasons.pop(0) if reasons else None

    def run(self, name: str, work: Callable[[], None]) -> None:
        """Work in a thread; returns when it is done, or waits for what is held."""

        def watched() -> None:
            try:
                work()
            finally:
                self.pause()

        thread = threading.Thread(target=watched, name=name, daemon=True)
        self.threads.append(thread)
        thread.start()
        with self.news:
            self.news.wait_for(lambda: thread in self.paused)
            self.paused.discard(thread)

    def join(self) -> None:
        """Returns when nothing is worked on any more."""
        for thread in self.threads:
            thread.join()
        self.threads.clear()

    def pause(self) -> None:
        """Say that nobody need wait for this thread."""
        with self.news:
            self.paused.add(threading.current_thread())
            self.news.notify_all()
