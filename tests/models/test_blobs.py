"""How bytes get into the store: whole or not at all, with full disks, killed processes and several at once."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.tiny_gguf import make
from tutorfleet.models.errors import StoreError
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store

CHAT = parse("chat")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files(store: Store) -> set[str]:
    """Every file of the store but its lock, relative to it."""
    found = {str(path.relative_to(store.root)) for path in store.root.rglob("*") if path.is_file()}
    return found - {".lock"}


def temporary(store: Store) -> list[str]:
    return [name for name in files(store) if ".tmp-" in name]


def test_a_model_that_is_larger_than_the_disks_room_is_refused_before_it_is_copied(store: Store, decoder: Path) -> None:
    huge = store.root.parent / "huge.gguf"
    shutil.copy(decoder, huge)
    os.truncate(huge, min(shutil.disk_usage(store.root.parent).free + (64 << 20), (1 << 44) - 4096))
    with pytest.raises(StoreError, match=r"no room .* MB are needed; free some space"):
        store.import_gguf(huge, CHAT)
    assert files(store) == set()


IMPORT = """
import sys
from pathlib import Path
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store
store, file, *names = sys.argv[1:]
for name in names:
    Store(Path(store)).import_gguf(Path(file), parse(name))
"""

LIMITED = """
import os, resource, sys
from pathlib import Path
from tutorfleet.models.errors import StoreError
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store
store, file, limit, user = sys.argv[1:]
if int(limit):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
if int(user) and os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(user))
    os.setuid(int(user))
try:
    Store(Path(store)).import_gguf(Path(file), parse("chat"))
except StoreError as error:
    print(error)
    sys.exit(7)
"""


def limited(store: Store, file: Path, *, limit: int = 0, user: int = 0) -> str:
    command = [sys.executable, "-c", LIMITED, str(store.root), str(file), str(limit), str(user)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 7, done.stderr
    return done.stdout


def test_a_disk_that_becomes_full_in_the_middle_leaves_nothing(store: Store, tmp_path: Path) -> None:
    file = make(tmp_path / "big.gguf", vocab=20000)
    assert "no room for the model" in limited(store, file, limit=file.stat().st_size // 2)
    assert files(store) == set()


@pytest.fixture
def readable(decoder: Path) -> Iterator[Path]:
    """A folder that every user may enter, with the decoder and a store that nobody may write to."""
    folder = Path(tempfile.mkdtemp(prefix="tf", dir="/tmp"))
    folder.chmod(0o755)
    shutil.copy(decoder, folder / "decoder.gguf")
    for part in ("store/blobs", "store/manifests"):
        (folder / part).mkdir(parents=True)
    for part in ("store/blobs", "store/manifests", "store"):
        (folder / part).chmod(0o555)
    yield folder
    for part in ("store", "store/blobs", "store/manifests"):
        (folder / part).chmod(0o755)
    shutil.rmtree(folder)


def test_a_store_that_may_not_be_written_to_says_so(readable: Path) -> None:
    store = Store(readable / "store")
    assert "choose a folder that you may read and write" in limited(store, readable / "decoder.gguf", user=65534)
    assert files(store) == set()


def test_two_imports_of_one_file_at_once_end_with_one_blob(store: Store, tmp_path: Path) -> None:
    file = make(tmp_path / "big.gguf", vocab=20000)
    command = [sys.executable, "-c", IMPORT, str(store.root), str(file)]
    running = [subprocess.Popen([*command, *names]) for names in (["one", "same"], ["two", "same"], ["same", "one"])]
    assert [child.wait(60) for child in running] == [0, 0, 0]
    assert len(store.entries()) == 3
    assert [path.name for path in store.blobs.folder.iterdir() if path.stat().st_size > 1 << 20] == [
        f"sha256-{sha256(file)}"
    ]
    assert temporary(store) == []


@pytest.mark.parametrize("moment", [0.0, 0.2, 0.5, 0.8, 0.99, 1.0, 1.5, 2.0, 2.9])
def test_an_import_that_is_killed_leaves_a_store_that_reads_clean(store: Store, tmp_path: Path, moment: float) -> None:
    """`moment` 2.9: two models are complete, of the third nine tenths are copied."""
    file = make(tmp_path / "big.gguf", vocab=20000)
    names = [f"model{number}" for number in range(200)]
    child = subprocess.Popen([sys.executable, "-c", IMPORT, str(store.root), str(file), *names])
    try:
        until(lambda: len(store.entries()) >= int(moment) and copied(store) >= moment % 1 * file.stat().st_size)
    finally:
        child.kill()
        child.wait(10)
    for entry in store.entries().values():
        stored = store.read(entry)
        assert all(store.blobs.has(layer.digest, layer.size) for layer in stored.manifest.blobs)
    store.import_gguf(file, CHAT)
    assert temporary(store) == []
    assert store.blobs.path(f"sha256:{sha256(file)}").is_file()


def test_a_living_import_is_not_collected(store: Store, tmp_path: Path) -> None:
    file = make(tmp_path / "big.gguf", vocab=20000)

    def collect(done: int, total: int) -> None:
        assert Store(store.root).collect() == 0

    store.import_gguf(file, CHAT, progress=collect)
    assert store.blobs.has(f"sha256:{sha256(file)}", file.stat().st_size)


def copied(store: Store) -> int:
    sizes = [0]
    for path in store.blobs.folder.glob(".tmp-*"):
        try:
            sizes.append(path.stat().st_size)
        except FileNotFoundError:
            continue
    return max(sizes)


def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        os.sched_yield()
