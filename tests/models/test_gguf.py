"""The header reader: right on real files, and never more than an error on bad ones."""

import os
import random
import struct
import time
import tracemalloc
from pathlib import Path

import gguf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.tiny_gguf import make
from tutorfleet.models.errors import CorruptModel
from tutorfleet.models.gguf import Array, Header, read_header

STRING, ARRAY, U8, U32, U64 = 8, 9, 0, 4, 10


def text(value: str | bytes) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(data)) + data


def pair(key: str, kind: int, value: bytes) -> bytes:
    return text(key) + struct.pack("<I", kind) + value


def row(name: str, shape: list[int], kind: int = 0, offset: int = 0) -> bytes:
    return text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, offset)


def write(
    path: Path, pairs: list[bytes], rows: list[bytes], *, data: int = 4096, version: int = 3, **counts: int
) -> Path:
    counted = (counts.get("tensors", len(rows)), counts.get("keys", len(pairs)))
    head = b"GGUF" + struct.pack("<IQQ", version, *counted) + b"".join(pairs + rows)
    path.write_bytes(head + b"\0" * data)
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return tmp_path / "bad.gguf"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make(tmp_path_factory.mktemp("gguf") / "real.gguf", dim=32, layers=1, ff=32, heads=2).read_bytes()


def header_length(real: bytes, path: Path) -> int:
    path.write_bytes(real)
    return read_header(path).data_offset


@pytest.mark.parametrize("arch", ["llama", "nomic-bert", "bert"])
@pytest.mark.parametrize("weights", ["F32", "F16", "Q8_0"])
def test_it_reads_what_the_gguf_package_reads(tmp_path: Path, arch: str, weights: str) -> None:
    path = make(tmp_path / "x.gguf", arch=arch, weights=weights)  # type: ignore[arg-type]
    theirs, ours = gguf.GGUFReader(path), read_header(path, arrays=True)
    for key, field in theirs.fields.items():
        if not key.startswith("GGUF."):
            value = ours.metadata[key]
            assert field.contents() == (list(value.items or ()) if isinstance(value, Array) else value)
    assert [(t.name, tuple(map(int, t.shape)), t.tensor_type.name, t.n_bytes) for t in theirs.tensors] == [
        (t.name, t.shape, t.type, t.size) for t in ours.tensors
    ]
    assert [int(t.data_offset) for t in theirs.tensors] == [ours.data_offset + t.offset for t in ours.tensors]


def test_long_arrays_are_walked_over_unless_asked_for(tmp_path: Path) -> None:
    path = make(tmp_path / "x.gguf", vocab=30000, dim=32, heads=2, ff=32, layers=1)
    assert read_header(path).metadata["tokenizer.ggml.tokens"] == Array("string", 30000, None)
    tokens = read_header(path, arrays=True).metadata["tokenizer.ggml.tokens"]
    assert isinstance(tokens, Array)
    assert tokens.items is not None
    assert tokens.items[1] == "<s>"


def test_short_arrays_are_always_there(bad: Path) -> None:
    numbers = struct.pack("<IQ3i", 5, 3, 1, -2, 3)
    assert read_header(write(bad, [pair("k", ARRAY, numbers)], [])).metadata["k"] == Array("int32", 3, (1, -2, 3))


@pytest.mark.parametrize(
    ("contents", "reason"),
    [
        (b"", "the file is empty"),
        (b"GG", "not a GGUF file"),
        (b"hello world" * 1000, "not a GGUF file"),
        (b"PK\3\4" + b"\0" * 1000, "not a GGUF file"),
        (b"GGUF", "cut short"),
        (b"GGUF" + struct.pack(">IQQ", 3, 0, 0), "big-endian"),
        (b"GGUF" + struct.pack("<IQQ", 1, 0, 0), "GGUF version 1"),
        (b"GGUF" + struct.pack("<IQQ", 99, 0, 0), "GGUF version 99"),
        (b"GGUF" + struct.pack("<IQQ", 3, 2**64 - 1, 0), "18446744073709551615 tensors"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 2**63), "9223372036854775808 metadata keys"),
    ],
)
def test_v4_a_file_that_is_no_gguf_is_refused_with_the_reason(bad: Path, contents: bytes, reason: str) -> None:
    bad.write_bytes(contents)
    with pytest.raises(CorruptModel, match=rf"^bad\.gguf is not a usable model: .*{reason}"):
        read_header(bad)


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ([text("k" * 70000)], "a key in it has 70000 bytes"),
        ([text("")], "a key in it has 0 bytes"),
        ([text(b"\xff\xfe")], "a key in it is not text"),
        ([pair("k", 77, b"")], "unknown kind 77"),
        ([pair("k", STRING, struct.pack("<Q", 2**63))], "cut short"),
        ([pair("k", STRING, struct.pack("<Q", 2**64 - 1))], "cut short"),
        ([pair("k", ARRAY, struct.pack("<IQ", U8, 2**63))], "cut short"),
        ([pair("k", ARRAY, struct.pack("<IQ", U64, 2**61))], "cut short"),
        ([pair("k", ARRAY, struct.pack("<IQ", STRING, 2**40))], "claims to have 1099511627776 texts"),
        ([pair("k", ARRAY, struct.pack("<IQ", STRING, 1000) + struct.pack("<Q", 2**63))], "cut short"),
        ([pair("k", ARRAY, struct.pack("<IQ", ARRAY, 1))], "unknown kind 9"),
        ([pair("k", U8, b"\1"), pair("k", U8, b"\1")], "twice"),
        ([pair("general.alignment", U32, struct.pack("<I", 0))], "alignment 0"),
        ([pair("general.alignment", U32, struct.pack("<I", 33))], "alignment 33"),
        ([pair("general.alignment", U32, struct.pack("<I", 2**31))], "alignment 2147483648"),
        ([pair("general.alignment", STRING, text("32"))], "alignment '32'"),
    ],
)
def test_v5_metadata_that_lie_are_refused(bad: Path, pairs: list[bytes], reason: str) -> None:
    with pytest.raises(CorruptModel, match=reason):
        read_header(write(bad, pairs, []))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([row("t", [2**62, 4])], "cut short: tensor 't' ends at byte"),
        ([row("t", [2**63, 2**63, 2**63, 2**63])], "cut short: tensor 't'"),
        ([row("t", [4096])], "cut short: tensor 't'"),
        ([row("t", [0])], "impossible shape"),
        ([row("t", [32, 0])], "impossible shape"),
        ([row("t", [])], "has 0 dimensions"),
        ([row("t", [1, 1, 1, 1, 1])], "has 5 dimensions"),
        ([row("t", [33], kind=8)], "impossible shape"),
        ([row("t", [32], kind=4)], "type 4, which is not known"),
        ([row("t", [32], kind=2**32 - 1)], "which is not known"),
        ([row("t", [8], offset=2**64 - 1)], "lies at 18446744073709551615 where 0 was expected"),
        ([row("t", [8]), row("t", [8], offset=32)], "twice"),
        ([row("a", [8]), row("b", [8], offset=0)], "'b' lies at 0 where 32 was expected"),
        ([row("t" * 64, [8])], "a tensor name in it has 64 bytes"),
    ],
)
def test_v4_a_tensor_that_is_not_inside_the_file_is_refused(bad: Path, rows: list[bytes], reason: str) -> None:
    with pytest.raises(CorruptModel, match=reason):
        read_header(write(bad, [], rows))


def test_v4_every_cut_of_a_real_file_is_refused(bad: Path, real: bytes) -> None:
    head = header_length(real, bad)
    for length in [*range(0, head, 97), head, len(real) // 2, len(real) - 1]:
        bad.write_bytes(real[:length])
        with pytest.raises(CorruptModel, match=r"cut short|empty|not a GGUF"):
            read_header(bad)


def survives(path: Path) -> None:
    """Either a header or a CorruptModel, whatever is asked for."""
    for arrays in (False, True):
        try:
            assert isinstance(read_header(path, arrays=arrays), Header)
        except CorruptModel as error:
            assert str(error).startswith(f"{path.name} is not a usable model: ")  # noqa: PT017 - both ends are right


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), counts=st.tuples(st.integers(0, 3), st.integers(0, 3)))
def test_v5_any_bytes_after_the_magic_are_survived(bad: Path, data: bytes, counts: tuple[int, int]) -> None:
    bad.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, *counts) + data)
    survives(bad)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_v5_real_files_with_changed_bytes_are_survived(bad: Path, real: bytes, seed: int) -> None:
    chance, head = random.Random(seed), header_length(real, bad)
    changed = bytearray(real)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(head)
        width = min(chance.choice([1, 4, 8]), head - at)
        changed[at : at + width] = chance.choice([b"\0", b"\xff", b"\x7f", bytes([chance.randrange(256)])]) * width
    bad.write_bytes(changed)
    survives(bad)


HURTING = pytest.mark.parametrize(
    ("kind", "count"), [(STRING, 2**20), (STRING, 2**21), (STRING, 2**32), (U64, 2**21), (U64, 2**22), (U64, 2**62)]
)


def made_to_hurt(path: Path, kind: int, count: int) -> Path:
    """64 GiB, nearly all zero and sparse, that claims 60,000 keys and the array."""
    write(path, [pair("k", ARRAY, struct.pack("<IQ", kind, count))], [], keys=60000)
    os.truncate(path, 1 << 36)
    return path


@HURTING
def test_v5_a_huge_file_made_to_hurt_costs_seconds_at_most(bad: Path, kind: int, count: int) -> None:
    made_to_hurt(bad, kind, count)
    start = time.process_time()
    with pytest.raises(CorruptModel):
        read_header(bad)
    assert time.process_time() - start < 5  # 1.0 for the worst of them on a busy machine


@pytest.mark.parametrize(("kind", "count"), [(STRING, 2**17), (STRING, 2**32), (U64, 2**22), (U64, 2**62)])
def test_v5_a_huge_file_made_to_hurt_costs_little_memory(bad: Path, kind: int, count: int) -> None:
    made_to_hurt(bad, kind, count)
    tracemalloc.start()
    with pytest.raises(CorruptModel):
        read_header(bad)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 << 20


def test_v5_even_with_all_arrays_memory_has_a_bound(bad: Path) -> None:
    made_to_hurt(bad, STRING, 2**17)
    tracemalloc.start()
    with pytest.raises(CorruptModel):
        read_header(bad, arrays=True)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 32 << 20


def test_v5_a_text_of_gigabytes_is_not_read(bad: Path) -> None:
    write(bad, [pair("k", STRING, struct.pack("<Q", 1 << 34))], [])
    with bad.open("r+b") as file:
        file.truncate(1 << 36)
    tracemalloc.start()
    with pytest.raises(CorruptModel, match="its header is longer than"):
        read_header(bad)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 20
