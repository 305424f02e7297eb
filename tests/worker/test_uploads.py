"""A blob on its way into the store: whole and under its digest, or not at all; the disk keeps its reserve."""

import asyncio
import hashlib
import os
import shutil
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from support.worker_stand import until_async
from tutorfleet.models.blobs import Source
from tutorfleet.models.errors import StoreError
from tutorfleet.models.store import Store
from tutorfleet.worker import uploads
from tutorfleet.worker.errors import Failure

CONTENT = b"some weights"
DIGEST = f"sha256:{hashlib.sha256(CONTENT).hexdigest()}"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def of(*pieces: bytes) -> Source:
    """A source that gives these pieces."""

    def source(write: Callable[[bytes], None]) -> None:
        for piece in pieces:
            write(piece)

    return source


def files(store: Store) -> set[str]:
    return {path.name for path in store.root.rglob("*") if path.is_file()} - {".lock"}


def test_what_comes_in_pieces_is_one_blob(store):
    uploads.take(store, DIGEST, of(CONTENT[:5], CONTENT[5:]), len(CONTENT))
    assert store.blobs.path(DIGEST).read_bytes() == CONTENT
    assert files(store) == {DIGEST.replace(":", "-")}


def test_an_upload_that_was_announced_larger_than_the_disk_is_refused_before_a_byte(store):
    def source(write: Callable[[bytes], None]) -> None:
        pytest.fail("it was asked for bytes")

    with pytest.raises(StoreError, match="no room"):
        uploads.take(store, DIGEST, source, length=2**60)
    assert files(store) == set()


def test_an_endless_upload_ends_at_the_reserve_of_the_disk(store, tmp_path):
    asked: list[str] = []

    def source(write: Callable[[bytes], None]) -> None:
        asked.append("for bytes")
        write(bytes(256 << 20))

    with pytest.raises(StoreError, match="no room"):
        uploads.take(store, DIGEST, source, reserve=shutil.disk_usage(tmp_path).free - (128 << 20))
    assert asked
    assert files(store) == set()


def test_a_store_that_cannot_be_made_is_an_error_with_the_way_out(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="is in the way"):
        uploads.take(Store(tmp_path / "file" / "store"), DIGEST, of(CONTENT))


def test_a_folder_in_the_place_of_a_blob_is_none(store):
    store.blobs.path(DIGEST).mkdir(parents=True)
    assert not uploads.present(store.blobs, DIGEST)


def test_other_contents_than_announced_leave_nothing(store):
    with pytest.raises(Failure, match="digest mismatch") as raised:
        uploads.take(store, DIGEST, of(b"other"))
    assert raised.value.status == 400
    assert files(store) == set()


def test_a_digest_may_be_written_with_a_dash():
    assert uploads.digest_of(DIGEST.replace(":", "-")) == DIGEST


@pytest.mark.parametrize(
    "text", ["", "sha256:", "sha256--" + "a" * 64, "sha256-" + "a" * 65, "../" + DIGEST, DIGEST.upper()]
)
def test_v1_what_is_no_digest_is_a_400(text):
    with pytest.raises(Failure, match="invalid digest format") as raised:
        uploads.digest_of(text)
    assert raised.value.status == 400


async def test_a_worker_ends_while_somebody_uploads(start, tmp_path):
    worker = await start(store=str(tmp_path / "store"), drain_s=0)

    async def endless() -> AsyncIterator[bytes]:
        yield b"x" * 2_000_000
        await asyncio.Event().wait()

    async def begun() -> bool:
        return any(path.stat().st_size for path in (tmp_path / "store").glob("blobs/.tmp-*"))

    sending = asyncio.create_task(worker.session.post(f"/api/blobs/{DIGEST}", data=endless()))
    await until_async(begun, "the upload to begin")
    os.kill(worker.process.pid, signal.SIGTERM)
    assert await asyncio.to_thread(worker.process.exit_code) == 0
    assert not list((tmp_path / "store").glob("blobs/sha256-*"))
    Store(tmp_path / "store").collect()  # its writer may have died before it could clean up
    assert not list((tmp_path / "store").glob("blobs/*"))
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
