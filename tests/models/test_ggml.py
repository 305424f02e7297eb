"""Our tables against the package that follows llama.cpp."""

from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, LlamaFileType

from tutorfleet.models.ggml import FILE_TYPES, TENSOR_TYPES


def test_the_tensor_types_are_those_of_the_gguf_package() -> None:
    assert {kind.value: (kind.name, *GGML_QUANT_SIZES[kind]) for kind in GGMLQuantizationType} == TENSOR_TYPES


def test_the_file_types_are_those_of_the_gguf_package() -> None:
    names = {kind.value: kind.name.removeprefix("MOSTLY_").removeprefix("ALL_") for kind in LlamaFileType}
    del names[LlamaFileType.GUESSED.value]
    assert names == FILE_TYPES
