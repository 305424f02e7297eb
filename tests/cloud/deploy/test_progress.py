"""Work along needs, and waiting that can be ended."""

import threading

import pytest

from tutorfleet.cloud.deploy.progress import Cancelled, Patience, along

NEEDS = {"network": set(), "storage": {"network"}, "workers": {"storage"}, "identity": set()}


def test_everything_is_done_after_what_it_needs() -> None:
    done: list[str] = []
    assert along(NEEDS, done.append, Patience()) == {}
    assert sorted(done) == sorted(NEEDS)
    assert done.index("network") < done.index("storage") < done.index("workers")


def test_what_needs_nothing_of_each_other_is_done_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=10)
    assert along({"a": (), "b": ()}, lambda name: both.wait() and None, Patience()) == {}


def test_what_needs_a_failure_is_not_begun_and_the_rest_is_done() -> None:
    done: list[str] = []

    def work(name: str) -> None:
        if name == "storage":
            raise ValueError(name)
        done.append(name)

    failed = along(NEEDS, work, Patience())
    assert list(failed) == ["storage"]
    assert sorted(done) == ["identity", "network"]


def test_an_interrupt_ends_all_waiting() -> None:
    patience = Patience()
    waits = threading.Event()

    def work(name: str) -> None:
        if name == "first":
            waits.wait(10)
            raise KeyboardInterrupt
        waits.set()
        for _ in patience.pauses():
            pass

    with pytest.raises(KeyboardInterrupt):
        along({"first": (), "second": ()}, work, patience)
    with pytest.raises(Cancelled):
        next(patience.pauses())
