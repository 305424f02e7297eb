"""The unfinished file of a blob: what is noted is there, whatever was cut short, and a successor has a file of its own."""

import hashlib
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.fake_registry import digest
from tutorfleet.models.errors import StoreError
from tutorfleet.models.lease import Lease, LeaseLost, acquire, folder_of
from tutorfleet.models.part import Part, Range, adopt, gaps, length, pieces, resumable
from tutorfleet.models.store import Store

DATA = random.Random(1).randbytes(100_000)
DIGEST = digest(DATA)
HERE, THERE = "this machine", "another machine"


def leased(store: Store, machine: str = HERE, seconds: float = 60.0) -> Lease:
    lease = acquire(store.blobs, DIGEST, seconds, machine)
    assert lease is not None
    return lease


def filled(store: Store, lease: Lease, *ranges: Range) -> Part:
    part = adopt(lease, len(DATA))
    for start, end in ranges:
        part.write(start, DATA[start:end])
        part.keep(start, end)
    return part


def silent(lease: Lease) -> None:
    """As if its owner had not spoken for an hour."""
    then = lease.path.stat().st_mtime - 3600
    os.utime(lease.path, (then, then))


def died(lease: Lease, part: Part) -> None:
    """What a killed process leaves: its files as they are, without its locks."""
    names = {path.name for path in lease.folder.iterdir()}
    part.close()
    for path in lease.folder.glob("free.*"):
        path.rename(path.with_name(path.name.replace("free", "part", 1)))
    assert {path.name for path in lease.folder.iterdir()} == names
    os.close(lease.handle)


def test_a_part_that_is_filled_is_the_blob(store: Store) -> None:
    lease = leased(store)
    part = filled(store, lease, (50_000, 100_000), (0, 50_000))
    assert part.sha256() == DIGEST
    part.place(lease, DIGEST)
    part.close()
    lease.release()
    assert store.blobs.path(DIGEST).read_bytes() == DATA
    assert not folder_of(store.blobs, DIGEST).exists()


def test_what_was_written_and_not_kept_counts_as_missing(store: Store) -> None:
    lease = leased(store)
    part = filled(store, lease, (0, 1000))
    part.write(1000, DATA[1000:5000])
    assert part.done == [(0, 1000)]
    part.close()
    lease.release()


def test_a_line_of_the_journal_that_was_cut_short_is_passed_over(store: Store) -> None:
    lease = leased(store)
    part = filled(store, lease, (0, 1000), (2000, 3000))
    journal = part.path.with_name(f"{part.path.name}.done")
    journal.write_bytes(journal.read_bytes()[:-1])
    assert part.done == [(0, 1000)]
    part.close()
    lease.release()


@pytest.mark.parametrize(
    "journal",
    [
        b"",
        b"hello\n",
        b"5 1\n",
        b"0 100001\n",
        b"-1 5\n",
        b"0 99999999999999999999\n",
        b"\xff\n",
        b"0 10" + b"0 500 900\n",
    ],
)
def test_a_journal_that_says_what_cannot_be_says_nothing(store: Store, journal: bytes) -> None:
    lease = leased(store)
    part = filled(store, lease)
    part.path.with_name(f"{part.path.name}.done").write_bytes(journal)
    assert part.done == []
    part.close()
    lease.release()


def test_a_part_of_which_nothing_came_goes_when_it_is_closed(store: Store) -> None:
    lease = leased(store)
    filled(store, lease).close()
    lease.release()
    assert not folder_of(store.blobs, DIGEST).exists()


def test_a_part_that_is_given_back_is_gone_on_with_on_any_machine(store: Store) -> None:
    first = leased(store, THERE)
    filled(store, first, (0, 1000)).close()
    first.release()
    second = leased(store)
    part = adopt(second, len(DATA))
    assert part.done == [(0, 1000)]
    part.close()
    second.release()


def test_a_part_whose_lease_has_vanished_may_still_be_written_to_and_is_copied(store: Store) -> None:
    first = leased(store)
    theirs = filled(store, first, (0, 1000))
    first.path.unlink()
    second = leased(store)
    ours = adopt(second, len(DATA))
    theirs.write(0, b"\xa5" * 1000)
    assert ours.path.read_bytes()[:1000] == DATA[:1000]
    for part, lease in ((theirs, first), (ours, second)):
        part.close()
        lease.release()


def test_the_part_of_one_that_died_on_this_machine_is_moved_and_not_copied(store: Store) -> None:
    first = leased(store)
    part = filled(store, first, (0, 1000))
    inode = part.path.stat().st_ino
    died(first, part)
    second = leased(store)
    taken = adopt(second, len(DATA))
    assert (taken.done, taken.path.stat().st_ino) == ([(0, 1000)], inode)
    taken.close()
    second.release()


def test_the_part_of_one_that_is_silent_elsewhere_is_copied_so_that_it_cannot_write_into_ours(store: Store) -> None:
    first = leased(store, THERE)
    theirs = filled(store, first, (0, 1000), (5000, 6000))
    silent(first)
    second = leased(store)
    ours = adopt(second, len(DATA))
    theirs.write(0, b"\xa5" * 6000)  # it comes back from a long sleep
    assert ours.done == [(0, 1000), (5000, 6000)]
    assert ours.path.read_bytes()[:1000] == DATA[:1000]
    for part, lease in ((theirs, first), (ours, second)):
        part.close()
        lease.release()


def test_one_that_sleeps_on_this_machine_is_not_taken_for_dead(store: Store) -> None:
    first = leased(store)
    theirs = filled(store, first, (0, 1000))
    silent(first)
    second = leased(store)
    ours = adopt(second, len(DATA))
    theirs.write(0, b"\xa5" * 1000)
    assert ours.path.read_bytes()[:1000] == DATA[:1000]
    for part, lease in ((theirs, first), (ours, second)):
        part.close()
        lease.release()


def test_one_that_lost_its_lease_gives_no_file_its_name(store: Store) -> None:
    first = leased(store, THERE)
    theirs = filled(store, first, (0, 1000))
    silent(first)
    second = leased(store)
    with pytest.raises(LeaseLost):
        theirs.place(first, DIGEST)
    assert not store.blobs.path(DIGEST).exists()
    theirs.close()
    first.release()
    second.release()


def test_a_part_of_another_length_is_not_gone_on_with(store: Store) -> None:
    first = leased(store)
    filled(store, first, (0, 1000)).close()
    first.release()
    second = leased(store)
    part = adopt(second, len(DATA) + 1)
    assert part.done == []
    part.close()
    second.release()


def test_nothing_is_written_once_a_part_is_closed(store: Store) -> None:
    lease = leased(store)
    part = filled(store, lease, (0, 1000))
    part.close()
    with pytest.raises(StoreError, match="was ended"):
        part.write(0, b"x")
    lease.release()


def test_how_much_is_there_is_known_without_a_lease(store: Store) -> None:
    lease = leased(store)
    part = filled(store, lease, (0, 1000), (500, 2000))
    assert resumable(store.blobs, DIGEST, len(DATA)) == 2000
    assert resumable(store.blobs, f"sha256:{hashlib.sha256(b'other').hexdigest()}", 5) == 0
    part.close()
    lease.release()


RANGES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: (min(ends), max(ends))))


@given(RANGES)
def test_what_is_done_and_what_is_missing_is_everything_once(done: list[Range]) -> None:
    have = {at for start, end in done for at in range(start, end)}
    missing = [at for start, end in gaps(done, 60) for at in range(start, end)]
    assert sorted([*have, *missing]) == list(range(60))
    assert length(done) == len(have)


@given(RANGES, st.integers(1, 70))
def test_pieces_are_the_same_bytes_and_no_larger_than_they_may_be(ranges: list[Range], size: int) -> None:
    cut = list(pieces(ranges, size))
    assert [at for start, end in cut for at in range(start, end)] == [
        at for start, end in ranges for at in range(start, end)
    ]
    assert all(0 < end - start <= size for start, end in cut)


def test_a_folder_in_the_way_is_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "blobs").write_bytes(b"")
    with pytest.raises(StoreError, match="is in the way"):
        leased(store)
