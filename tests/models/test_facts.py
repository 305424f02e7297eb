"""What a header means."""

from pathlib import Path

import pytest

from support.tiny_gguf import make, make_lora
from tutorfleet.models.facts import Facts, capabilities, describe, human_count, model_info, unusable
from tutorfleet.models.gguf import read_header


def facts_of(path: Path) -> Facts:
    return describe(read_header(path))


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (484992, "485K"),
        (2_560_000, "2.56M"),
        (134_515_008, "134.52M"),
        (3_000_000, "3M"),
        (7_615_616_512, "7.6B"),
        (8 * 10**9, "8B"),
    ],
)
def test_a_number_of_weights_is_written_as_ollama_writes_it(count: int, shown: str) -> None:
    assert human_count(count) == shown


def test_a_decoder_completes(decoder: Path) -> None:
    facts = facts_of(decoder)
    assert (facts.architecture, facts.is_encoder, capabilities(facts)) == ("llama", False, ("completion",))
    assert (facts.context_length, facts.embedding_length, facts.quantization) == (2048, 32, "F32")


def test_an_encoder_embeds_and_does_not_complete(encoder: Path) -> None:
    facts = facts_of(encoder)
    assert facts.is_encoder
    assert capabilities(facts) == ("embedding",)


def test_a_decoder_that_pools_is_made_for_embeddings_but_is_no_encoder(tmp_path: Path) -> None:
    facts = facts_of(make(tmp_path / "x.gguf", dim=32, heads=2, ff=32, layers=1, extra={"llama.pooling_type": 3}))
    assert capabilities(facts) == ("embedding",)
    assert not facts.is_encoder


@pytest.mark.parametrize(
    ("jinja", "go", "expected"),
    [
        ("{% if tools %}x{% endif %}", "", ("completion", "tools")),
        ("", "{{ if .Tools }}x{{ end }}", ("completion", "tools")),
        ("", "{{ .Prompt }}{{ .Suffix }}", ("completion", "insert")),
        ("{% if enable_thinking %}<think>{% endif %}", "", ("completion", "thinking")),
        ("", "{{ .Thinking }}", ("completion", "thinking")),
    ],
)
def test_the_templates_say_what_a_model_can(tmp_path: Path, jinja: str, go: str, expected: tuple[str, ...]) -> None:
    facts = facts_of(make(tmp_path / "x.gguf", dim=32, heads=2, ff=32, layers=1, chat_template=jinja))
    assert capabilities(facts, go) == expected


def test_a_projector_lets_a_model_see(tmp_path: Path, decoder: Path) -> None:
    seer = facts_of(make(tmp_path / "v.gguf", dim=32, heads=2, ff=32, layers=1, extra={"llama.vision.block_count": 1}))
    assert capabilities(facts_of(decoder), projectors=(seer,)) == ("completion", "vision")


def test_a_file_that_does_not_name_its_quantisation_is_called_after_most_of_its_weights(tmp_path: Path) -> None:
    path = make(tmp_path / "x.gguf", weights="Q8_0", dim=32, heads=2, ff=32, layers=1, says_type=False)
    assert facts_of(path).quantization == "Q8_0"


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ({"split.count": 3}, "one of 3 parts"),
        ({"general.type": "imatrix"}, "of the kind 'imatrix'"),
    ],
)
def test_what_cannot_serve_as_a_model_says_why(
    tmp_path: Path, extra: dict[str, str | int | float | bool | list[str]], reason: str
) -> None:
    path = make(tmp_path / "x.gguf", dim=32, heads=2, ff=32, layers=1, extra=extra)
    assert reason in unusable(facts_of(path))


def test_a_projector_is_no_model(tmp_path: Path) -> None:
    facts = facts_of(make(tmp_path / "x.gguf", dim=32, heads=2, ff=32, layers=1, extra={"general.type": "mmproj"}))
    assert "of the kind 'mmproj'" in unusable(facts)
    assert unusable(facts, "mmproj") == ""


def test_an_adapter_is_no_model(tmp_path: Path) -> None:
    facts = facts_of(make_lora(tmp_path / "lora.gguf"))
    assert "of the kind 'adapter'" in unusable(facts)
    assert unusable(facts, "adapter") == ""


def test_model_info_shows_the_raw_keys_without_the_long_ones(decoder: Path) -> None:
    info = model_info(read_header(decoder))
    assert info["llama.context_length"] == 2048
    assert info["general.parameter_count"] == facts_of(decoder).parameters
    assert info["tokenizer.ggml.tokens"] is None
    assert "tokenizer.chat_template" not in info


def test_verbose_model_info_shows_every_array(decoder: Path, encoder: Path) -> None:
    for path in (decoder, encoder):
        info = model_info(read_header(path, arrays=True))
        assert len(info["tokenizer.ggml.tokens"]) == len(info["tokenizer.ggml.token_type"])


def test_short_model_info_shows_no_array_of_the_tokenizer(encoder: Path) -> None:
    info = model_info(read_header(encoder))
    assert (info["tokenizer.ggml.tokens"], info["tokenizer.ggml.token_type"]) == (None, None)
