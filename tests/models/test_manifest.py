"""The document that makes a model of blobs."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.models.errors import CorruptModel
from tutorfleet.models.manifest import CONFIG_TYPE, LAYER_TYPE, MANIFEST_TYPE, Layer, Manifest, decode, encode

DIGEST = "sha256:" + "ab" * 32
CONFIG = {"mediaType": CONFIG_TYPE, "digest": DIGEST, "size": 10}


def document(*layers: Any, **changes: Any) -> bytes:
    whole = {"schemaVersion": 2, "mediaType": MANIFEST_TYPE, "config": CONFIG, "layers": layers} | changes
    return json.dumps(whole).encode()


def layer(digest: str = DIGEST, size: int = 10) -> dict[str, Any]:
    return {"mediaType": LAYER_TYPE + "model", "digest": digest, "size": size}


def test_what_was_written_reads_the_same() -> None:
    manifest = Manifest(Layer(CONFIG_TYPE, DIGEST, 10), (Layer(LAYER_TYPE + "model", DIGEST, 1 << 40),))
    assert decode(encode(manifest), "x") == manifest


def test_ollamas_own_fields_are_passed_over() -> None:
    read = decode(document(layer() | {"from": "/root/blobs/x", "name": "y"}, extra={"a": 1}), "x")
    assert [found.kind for found in read.layers] == ["model"]


def test_a_blob_named_twice_counts_once() -> None:
    assert len(decode(document(layer(), layer()), "x").blobs) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"{" * 100000,
        b"[" * 100000,
        document(None),
        document(config=None),
        document(layers=None),
        document({"mediaType": "x", "digest": DIGEST}),
        document(layer(size=-1)),
        document(layer() | {"size": "10"}),
        document(*[layer()] * 1001),
        document(layer("../../../../etc/ld.so.preload")),
        document(layer("")),
        document(layer("sha256:" + "a" * 63)),
        document(layer("sha256:" + "g" * 64)),
        document(layer("sha256-..%2f")),
        document(config=CONFIG | {"digest": "sha256:" + "\u0661" * 64}),
        document(layer())[:-10],
    ],
)
def test_v1_v5_a_manifest_that_lies_is_refused(data: bytes) -> None:
    with pytest.raises(CorruptModel, match=r"^x is not a usable model: its manifest"):
        decode(data, "x")


@given(st.binary(max_size=300))
def test_v5_any_bytes_are_a_manifest_or_refused(data: bytes) -> None:
    try:
        decode(data, "x")
    except CorruptModel:
        return
