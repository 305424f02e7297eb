"""Names and digests: what is read, what is refused before it can become a path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.models.errors import InvalidName
from tutorfleet.models.names import blob_name, from_path, parse


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("orca-mini", "orca-mini:latest"),
        ("llama3.2:1b-instruct-q4_K_M", "llama3.2:1b-instruct-q4_K_M"),
        ("library/llama2", "llama2:latest"),
        ("registry.ollama.ai/library/llama2:7b", "llama2:7b"),
        ("mia/tutor", "mia/tutor:latest"),
        ("hf.co/mia/tutor-GGUF:Q8_0", "hf.co/mia/tutor-GGUF:Q8_0"),
        ("localhost:5000/mia/tutor", "localhost:5000/mia/tutor:latest"),
    ],
)
def test_a_name_is_completed_and_shown_short(text: str, short: str) -> None:
    assert parse(text).short == short


def test_the_case_of_a_name_does_not_count() -> None:
    assert parse("Orca-Mini:LATEST").key == parse("orca-mini").key


def test_the_path_of_a_name_is_ollamas() -> None:
    assert str(parse("orca-mini").path) == "registry.ollama.ai/library/orca-mini/latest"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "../x",
        "a/b/../../c",
        "..",
        "a/../b",
        "/etc/passwd",
        "a//b",
        "con",
        "CON",
        "nul.gguf",
        "a/com1",
        "x" * 300,
        "x" * 81,
        "trailing.",
        "model:tag.",
        "model:",
        ":tag",
        "a\0b",
        "model:\u0661\u0662",
        "\uff4dodel",
        "a b",
        "a\n",
        "a\\b",
        "a%2f..",
        "h/n/m/o:t",
        ".hidden",
        "-flag",
        "http://host/ns/model",
        "sha256:" + "a" * 64 + "/x",
    ],
)
def test_v2_a_name_that_could_leave_the_store_is_refused(text: str) -> None:
    with pytest.raises(InvalidName, match=r"^invalid model name"):
        parse(text)


@given(st.text(max_size=500))
def test_v2_any_text_is_a_safe_path_or_refused(text: str) -> None:
    try:
        parts = parse(text).path.parts
    except InvalidName:
        return
    assert len(parts) == 4
    assert not any(part in ("", ".", "..") or "/" in part or "\0" in part for part in parts)
    assert from_path(parts) == parse(text)


@pytest.mark.parametrize("parts", [(), ("a", "b", "c"), ("a", "b", ".DS_Store", "x"), ("a", "b", "c", "d", "e")])
def test_a_file_whose_place_is_no_name_is_refused(parts: tuple[str, ...]) -> None:
    with pytest.raises(InvalidName):
        from_path(parts)


def test_a_digest_becomes_the_name_of_its_blob() -> None:
    assert blob_name("sha256:" + "0a" * 32) == "sha256-" + "0a" * 32


@pytest.mark.parametrize(
    "digest",
    [
        "",
        "../../../../etc/ld.so.preload",
        "sha256:../../../../etc/ld.so.preload",
        "sha256:" + "a" * 63,
        "sha256:" + "a" * 65,
        "sha256:" + "g" * 64,
        "sha256:" + "A" * 64,
        "sha256-" + "a" * 64,
        "sha256-..%2f" + "a" * 58,
        "sha256:" + "a" * 63 + "\0",
        "sha256:" + "a" * 64 + "\n",
        "sha256:" + "\u0661" * 64,
        "md5:" + "a" * 64,
    ],
)
def test_v1_a_digest_that_is_none_never_becomes_a_path(digest: str) -> None:
    with pytest.raises(InvalidName, match="invalid digest"):
        blob_name(digest)
