"""`tutorfleet models pull`, with a registry on this machine."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.fake_registry import FakeRegistry, refuse
from support.tiny_gguf import make
from tutorfleet.cli import group
from tutorfleet.models.catalogue import Catalogue


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make(tmp_path_factory.mktemp("m") / "m.gguf").read_bytes()


@pytest.fixture
def registry(weights: bytes) -> Iterator[FakeRegistry]:
    """A registry with the models `tiny` and `other`."""
    with FakeRegistry() as one:
        one.add("tiny", model=weights, system=b"Be kind.")
        one.add("other", model=weights)
        yield one


def run(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["models", "pull", "--store", str(store), *arguments])


def names(store: Path) -> set[str]:
    return {model.name.rpartition("/")[2] for model in Catalogue(store).models() if not model.starter}


def test_several_models_are_pulled_at_once(tmp_path: Path, registry: FakeRegistry) -> None:
    done = run(tmp_path, f"{registry.host}/library/tiny", f"{registry.host}/library/other")
    assert done.exit_code == 0, done.output
    assert names(tmp_path) == {"tiny:latest", "other:latest"}


def test_a_model_gets_the_other_names_that_are_asked_for(tmp_path: Path, registry: FakeRegistry) -> None:
    done = run(tmp_path, f"{registry.host}/library/tiny", "--as", "orca-mini", "--as", "llama3")
    assert {"orca-mini:latest", "llama3:latest"} <= names(tmp_path)
    assert "also as orca-mini:latest and llama3:latest" in done.output


def test_other_names_go_with_one_model_only(tmp_path: Path) -> None:
    done = run(tmp_path, "tiny", "other", "--as", "mine")
    assert done.exit_code == 2
    assert not (tmp_path / "manifests").exists()


def test_the_steps_for_programs_are_those_of_ollama(tmp_path: Path, registry: FakeRegistry) -> None:
    done = run(tmp_path, f"{registry.host}/library/tiny", "--json")
    steps = [json.loads(line) for line in done.output.splitlines()]
    assert [steps[0]["status"], steps[-1]["status"]] == ["pulling manifest", "success"]
    assert any(step.get("completed") == step.get("total") for step in steps if "digest" in step)


def test_a_model_that_the_registry_has_not_is_one_sentence(tmp_path: Path, registry: FakeRegistry) -> None:
    done = run(tmp_path, f"{registry.host}/library/nothing")
    assert done.exit_code == 1
    assert done.stderr == "Error: pull model manifest: file does not exist\n"


def test_a_registry_that_refuses_is_named_with_what_it_said(tmp_path: Path, registry: FakeRegistry) -> None:
    registry.manifests = itertools.repeat(refuse(403))
    done = run(tmp_path, f"{registry.host}/library/tiny")
    assert (done.exit_code, "answers 403" in done.stderr) == (1, True)


def test_a_name_that_is_none_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "../../etc/passwd")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: invalid model name")


def test_files_that_went_bad_are_fetched_anew_where_that_is_asked(tmp_path: Path, registry: FakeRegistry) -> None:
    name = f"{registry.host}/library/tiny"
    run(tmp_path, name)
    largest = max((tmp_path / "blobs").glob("sha256-*"), key=lambda path: path.stat().st_size)
    right = largest.read_bytes()
    largest.write_bytes(b"\0" * len(right))
    run(tmp_path, name, "--verify")
    assert largest.read_bytes() == right
