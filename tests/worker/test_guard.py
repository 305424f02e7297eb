"""What stands in front of every route of a worker, as far as it needs no worker; the rest is in test_bad_input.py."""

import pytest

from tutorfleet.worker.guard import disguised


def scope(path: str, written: bytes) -> dict[str, object]:
    return {"type": "http", "path": path, "raw_path": written}


@pytest.mark.parametrize("written", [b"/api/p%75ll", b"/%61pi/pull", b"/api%2Fpull"])
def test_a_path_that_changes_models_is_known_by_its_plain_words_alone(written: bytes) -> None:
    """A balancer that refuses /api/pull does not see what it is."""
    assert disguised(scope("/api/pull", written))


def test_plain_words_are_no_disguise() -> None:
    assert not disguised(scope("/api/pull", b"/api/pull"))


def test_a_digest_may_be_escaped() -> None:
    assert not disguised(scope("/api/blobs/sha256:00", b"/api/blobs/sha256%3A00"))


def test_other_paths_may_be_escaped() -> None:
    assert not disguised(scope("/v1/models/llama3:latest", b"/v1/models/llama3%3Alatest"))
    assert not disguised(scope("/api/tags", b"/api/t%61gs"))
