"""Names, digests, manifests, GGUF headers and Modelfiles of chance: each is a value or a ModelError, and nothing is written elsewhere.

The examples are the same in every run and take a few seconds together.
"""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutorfleet.models.catalogue import Catalogue
from tutorfleet.models.create import Recipe, create
from tutorfleet.models.errors import InvalidName, ModelError
from tutorfleet.models.manifest import LAYER_TYPE, MANIFEST_TYPE
from tutorfleet.models.modelfile import BadModelfile, read, write
from tutorfleet.models.names import blob_name, parse
from tutorfleet.models.store import Store


def budget(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )


PIECES = (
    "..",
    ".",
    "/",
    "\\",
    ":",
    "a",
    "B",
    "con",
    "nul.txt",
    "\x00",
    "\n",
    " ",
    "%2e",
    "%2f",
    "sha256:",
    "-",
    "_",
    "٣",
    "é",
    "a" * 81,
)
NAMES = st.one_of(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), st.text(max_size=40))
HEX = st.text("0123456789abcdefABCDEFg٣/.\n\x00", min_size=60, max_size=68)
DIGESTS = st.one_of(HEX.map("sha256:{}".format), HEX.map("sha256-{}".format), HEX, NAMES, st.just("sha256:" + "a" * 64))
JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), NAMES, DIGESTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=8,
)


@budget(400)
@given(NAMES)
def test_v2_a_name_is_refused_or_stays_inside_the_store(text: str) -> None:
    with suppress(InvalidName):
        path = parse(text).path
        assert len(path.parts) == 4
        assert not path.is_absolute()
        assert PurePosixPath(os.path.normpath("/store" / path)) == "/store" / path
        assert parse(parse(text).short).key == parse(text).key


@budget(400)
@given(DIGESTS)
def test_v1_a_digest_is_refused_or_a_plain_file_name(text: str) -> None:
    with suppress(InvalidName):
        name = blob_name(text)
        assert len(name) == 71
        assert name == PurePosixPath(name).name
        assert set(name) <= set("sha256-0123456789abcdef")


LAYERS = st.fixed_dictionaries(
    {
        "mediaType": st.one_of(st.sampled_from([LAYER_TYPE + kind for kind in ("model", "params", "adapter")]), JUNK),
        "digest": st.one_of(DIGESTS, JUNK),
        "size": st.one_of(st.integers(-5, 2**70), JUNK),
    }
)
DOCUMENTS = st.one_of(
    st.fixed_dictionaries(
        {
            "schemaVersion": st.one_of(st.just(2), JUNK),
            "config": LAYERS,
            "layers": st.one_of(st.lists(LAYERS, max_size=3), JUNK),
        },
        optional={"mediaType": st.just(MANIFEST_TYPE)},
    ),
    JUNK,
).map(lambda document: json.dumps(document).encode())


@budget(120)
@given(document=st.one_of(DOCUMENTS, st.binary(max_size=60)))
def test_v1_a_manifest_of_chance_is_a_model_or_reported_broken(store: Store, document: bytes) -> None:
    path = store.manifests / parse("x").path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(document)
    catalogue = Catalogue(store.root, starter=store.root)
    assert len(catalogue.models()) + len(catalogue.broken()) == 1
    with pytest.raises(ModelError):
        catalogue.find("x")
    store.collect()
    store.remove(parse("x"))
    assert not path.exists()


CHANGES = st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=8)), min_size=1, max_size=4)


@budget(120)
@given(changes=CHANGES, cut=st.one_of(st.just(0), st.integers(1, 3000)))
def test_v4_a_file_of_chance_becomes_a_model_or_nothing(store: Store, decoder: Path, changes: Any, cut: int) -> None:
    data = bytearray(decoder.read_bytes())
    for at, new in changes:
        data[at : at + len(new)] = new
    data = data[: len(data) - cut]
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    store.blobs.folder.mkdir(parents=True, exist_ok=True)
    store.blobs.path(digest).write_bytes(data)
    made = False
    with suppress(ModelError):
        create(store, parse("x"), Recipe(files={"x.gguf": digest}))
        made = True
    assert (parse("x").key in store.entries()) == made
    if made:
        with suppress(ModelError):
            Catalogue(store.root).find("x")
        store.remove(parse("x"))
    assert not [path for path in store.blobs.folder.iterdir() if path.name.startswith(".tmp-")]
    store.blobs.path(digest).unlink(missing_ok=True)


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "FROM x", "FROM ", "from ../../etc/passwd", "SYSTEM", 'SYSTEM """', '"""', 'SYSTEM "a', '"', "# no", "",
                "PARAMETER seed 4", "PARAMETER stop \"\"", "PARAMETER num_ctx 99999999999999999999", "PARAMETER \x00 1",
                "MESSAGE user hi", "MESSAGE", "LICENSE " + "x" * 500, "ADAPTER \udcff", "TEMPLATE {{", "\ufeffFROM y",
            ]
        ),
        st.text(max_size=30),
    ),
    max_size=8,
)  # fmt: skip


@budget(250)
@given(lines=LINES, end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_modelfile_of_chance_is_read_or_refused_with_a_reason(lines: list[str], end: str) -> None:
    with suppress(BadModelfile):
        found = read(end.join(lines))
        assert all(found.sources)
        assert write(found).startswith("FROM ")


@budget(200)
@given(st.binary(max_size=60))
def test_a_modelfile_of_any_bytes_is_read_or_refused(data: bytes) -> None:
    with suppress(BadModelfile):
        assert read(b"FROM x\n" + data).sources
