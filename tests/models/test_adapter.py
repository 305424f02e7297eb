from dataclasses import replace
from pathlib import Path

import pytest

from support.tiny_gguf import make, make_lora
from tutorfleet.models.adapter import misfit
from tutorfleet.models.gguf import Header, Tensor, read_header


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Header:
    return read_header(make(tmp_path_factory.mktemp("fit") / "m.gguf", vocab=400))


@pytest.fixture(scope="module")
def adapter(tmp_path_factory: pytest.TempPathFactory) -> Header:
    return read_header(make_lora(tmp_path_factory.mktemp("fit") / "a.gguf"))


def pair(name: str, a: tuple[int, ...], b: tuple[int, ...]) -> tuple[Tensor, ...]:
    return tuple(Tensor(f"{name}.lora_{side}", shape, "F32", 0, 0) for side, shape in (("a", a), ("b", b)))


def test_an_adapter_of_the_same_sizes_fits(model, adapter):
    assert misfit(model, adapter) == ""


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"dim": 64}, "its blk.0.attn_q.weight does not go with 128 x 128 weights"),
        ({"ff": 256}, "its blk.0.ffn_down.weight does not go with 384 x 128 weights"),
        ({"layers": 3}, "it changes blk.2.attn_q.weight, which the model does not have"),
    ],
)
def test_an_adapter_of_another_model_does_not(model, tmp_path: Path, options, why):
    assert misfit(model, read_header(make_lora(tmp_path / "a.gguf", **options))) == why


def test_an_adapter_of_fewer_layers_fits(model, tmp_path: Path):
    assert misfit(model, read_header(make_lora(tmp_path / "a.gguf", layers=1))) == ""


def test_the_architectures_must_be_the_same(model, adapter):
    other = replace(model, metadata={**model.metadata, "general.architecture": "qwen2"})
    assert misfit(other, adapter) == "it is made for the architecture 'llama', the model has 'qwen2'"


def test_only_lora_is_an_adapter_here(model, adapter):
    other = replace(adapter, metadata={**adapter.metadata, "adapter.type": "control"})
    assert misfit(model, other) == "it is an adapter of the kind 'control', expected was 'lora'"


def test_half_a_pair_does_not_fit(model, adapter):
    assert "only one of the two" in misfit(model, replace(adapter, tensors=adapter.tensors[1:]))


def test_ranks_that_differ_do_not_fit(model, adapter):
    assert misfit(model, replace(adapter, tensors=pair("blk.0.attn_q.weight", (128, 8), (4, 128))))


@pytest.mark.parametrize(("a", "b", "fits"), [((8, 400), (8, 128), True), ((128, 8), (8, 400), False)])
def test_the_matrices_of_the_embedding_table_change_places(model, adapter, a, b, fits):
    table = pair("token_embd.weight", a, b)
    assert (misfit(model, replace(adapter, tensors=table)) == "") is fits
