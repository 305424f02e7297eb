"""One owner of a digest at a time, also when machines fall silent, and nothing is collected that somebody pulls."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.fake_registry import FakeRegistry, digest
from tutorfleet.models.blobs import GRACE
from tutorfleet.models.errors import InvalidName
from tutorfleet.models.lease import PIN_S, Lease, LeaseLost, Pin, acquire, died, folder_of, pins, tokens
from tutorfleet.models.store import Store
from tutorfleet.models.terms import Terms, this_kernel

DIGEST = digest(b"something")
HERE, THERE = "this machine", "another machine"


def leased(store: Store, machine: str = HERE, seconds: float = 60.0) -> Lease:
    lease = acquire(store.blobs, DIGEST, seconds, machine)
    assert lease is not None
    return lease


def touched(path: Path, seconds_ago: float) -> None:
    then = time.time() - seconds_ago
    os.utime(path, (then, then))


def test_there_is_one_owner_at_a_time(store: Store) -> None:
    lease = leased(store)
    assert acquire(store.blobs, DIGEST, 60.0, HERE) is None
    assert acquire(store.blobs, DIGEST, 60.0, THERE) is None
    lease.release()


def test_a_lease_that_was_given_back_is_free_at_once_and_leaves_nothing(store: Store) -> None:
    leased(store).release()
    assert not folder_of(store.blobs, DIGEST).exists()
    leased(store, THERE).release()


def test_a_dead_owner_on_this_machine_is_followed_at_once(store: Store) -> None:
    os.close(leased(store).handle)
    second = leased(store)
    assert second.token == 2
    second.release()


def test_a_dead_owner_on_another_machine_is_followed_when_its_time_is_over(store: Store) -> None:
    first = leased(store, THERE)
    touched(first.path, 59)
    assert acquire(store.blobs, DIGEST, 60.0, HERE) is None
    touched(first.path, 61)
    second = leased(store)
    assert second.token == 2
    first.release()
    second.release()


def test_how_long_an_owner_may_be_silent_is_its_own_promise(store: Store) -> None:
    first = leased(store, THERE, seconds=1000.0)
    touched(first.path, 500)
    assert acquire(store.blobs, DIGEST, 1.0, HERE) is None
    first.release()


def test_an_owner_that_speaks_keeps_its_lease(store: Store) -> None:
    first = leased(store, THERE)
    touched(first.path, 3600)
    first.renew()
    assert acquire(store.blobs, DIGEST, 60.0, HERE) is None
    first.release()


@pytest.mark.parametrize("say", ["check", "renew"])
def test_an_owner_that_was_followed_hears_of_it(store: Store, say: str) -> None:
    first = leased(store, THERE)
    touched(first.path, 3600)
    second = leased(store)
    with pytest.raises(LeaseLost):
        getattr(first, say)()
    second.check()
    first.release()
    second.release()


def test_an_owner_that_slept_through_its_successor_s_whole_life_hears_of_it(store: Store) -> None:
    """The numbers begin again when a folder was empty: it is the owner that counts then."""
    first = leased(store, THERE)
    touched(first.path, 3600)
    second = leased(store)
    first.path.unlink()  # as `adopt` does
    second.release()
    third = leased(store)
    assert third.token == first.token
    with pytest.raises(LeaseLost):
        first.check()
    first.release()
    third.check()
    third.release()


def test_a_lease_whose_owner_died_before_it_wrote_who_it_is_runs_out_too(store: Store) -> None:
    folder = folder_of(store.blobs, DIGEST)
    folder.mkdir(parents=True)
    (folder / "lease.7").touch()
    assert acquire(store.blobs, DIGEST, 60.0, HERE) is None
    touched(folder / "lease.7", 61)
    second = leased(store)
    assert second.token == 8
    second.clear()
    second.release()


def test_an_owner_is_dead_when_it_was_on_this_machine_and_its_lock_is_free(store: Store) -> None:
    lease = leased(store)
    assert not died(lease.folder, 1, HERE)
    os.close(lease.handle)
    assert died(lease.folder, 1, HERE)
    assert died(lease.folder, 1, HERE, lease.owner)
    assert not died(lease.folder, 1, HERE, "somebody else")
    assert not died(lease.folder, 1, THERE)
    assert not died(lease.folder, 5, HERE)


def test_a_lease_of_what_is_no_digest_is_no_lease(store: Store) -> None:
    with pytest.raises(InvalidName):
        acquire(store.blobs, "sha256:../../x", 60.0, HERE)


def test_files_of_other_names_are_no_tokens(tmp_path: Path) -> None:
    for name in ("lease.1", "lease.x", "lease", "part.9.ab", "free.12.ab.done", "lease.-3", "probe.4", ".5"):
        (tmp_path / name).touch()
    assert tokens(tmp_path, "lease") == [1]
    assert tokens(tmp_path, "lease", "part", "free") == [1, 9, 12]


RACE = """
import sys
from pathlib import Path
from tutorfleet.models.lease import acquire
from tutorfleet.models.store import Store
root, digest, machine = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
print("no" if acquire(Store(Path(root)).blobs, digest, 60.0, machine) is None else "yes", flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("machines", [("one", "one", "one"), ("one", "two", "three")])
def test_of_several_processes_that_want_a_lease_at_once_one_gets_it(store: Store, machines: tuple[str, ...]) -> None:
    store.root.mkdir()
    wanting = [
        subprocess.Popen(
            [sys.executable, "-c", RACE, str(store.root), DIGEST, machine],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for machine in machines
    ]
    for child in wanting:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in wanting:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    answers = [child.stdout.readline() for child in wanting if child.stdout]
    for child in wanting:
        child.communicate("\n", timeout=30)
    assert sorted(answers) == ["no\n", "no\n", "yes\n"]


def test_what_a_manifest_names_is_pinned_while_it_is_pulled(store: Store, registry: FakeRegistry) -> None:
    registry.add("tiny", model=b"weights")
    with Pin(store.blobs, registry.documents["tiny"]):
        assert digest(b"weights") in pins(store.blobs)
    assert pins(store.blobs) == set()


def test_a_pin_of_one_that_died_counts_for_an_hour(store: Store, registry: FakeRegistry) -> None:
    registry.add("tiny", model=b"weights")
    pin = Pin(store.blobs, registry.documents["tiny"])
    pin.renew()
    path = next((store.blobs.folder / ".pulls").glob("pin.*"))
    touched(path, PIN_S - 60)
    assert pins(store.blobs)
    touched(path, PIN_S + 60)
    assert pins(store.blobs) == set()


def test_a_pin_that_another_took_away_is_set_again(store: Store, registry: FakeRegistry) -> None:
    registry.add("tiny", model=b"weights")
    first, second = (Pin(store.blobs, registry.documents["tiny"]) for _ in range(2))
    first.renew()
    with second:
        pass
    first._spoken = 0.0
    first.renew()
    assert pins(store.blobs)


def test_an_unfinished_download_is_collected_after_its_grace_and_not_before(store: Store) -> None:
    folder = folder_of(store.blobs, DIGEST)
    folder.mkdir(parents=True)
    (folder / "part.1").write_bytes(b"x" * 5000)
    assert Store(store.root).collect() == 0
    for path in (folder / "part.1", folder):
        touched(path, GRACE + 60)
    assert Store(store.root).collect() >= 5000
    assert not folder.exists()


def test_a_download_that_is_going_on_is_never_collected(store: Store) -> None:
    lease = leased(store)
    (lease.folder / "part.1").write_bytes(b"x")
    for path in (lease.folder / "part.1", lease.folder):
        touched(path, 10 * GRACE)
    assert store.collect() == 0
    lease.check()
    (lease.folder / "part.1").unlink()
    lease.release()


def test_what_shares_a_kernel_has_one_name(store: Store) -> None:
    assert this_kernel() == Terms().machine != ""
