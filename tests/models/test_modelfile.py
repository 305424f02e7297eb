"""Modelfiles as people write them, as Ollama reads them, and the line where one cannot be followed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutorfleet.models.manifest import Message
from tutorfleet.models.modelfile import BadModelfile, Modelfile, read, write

WHOLE = '''
# a tutor
FROM llama3
ADAPTER ./tutor.gguf

parameter temperature 0.3
PARAMETER stop "<|end|>"
PARAMETER stop two words
SYSTEM """You are a "patient" tutor.

Be brief."""
TEMPLATE "{{ .Prompt }}"
LICENSE """MIT"""
license Apache-2.0
MESSAGE user Hi: there
MESSAGE assistant "Hello
you"
REQUIRES 0.14.0
'''


def test_every_command_is_read() -> None:
    assert read(WHOLE) == Modelfile(
        sources=("llama3",),
        adapters=("./tutor.gguf",),
        template="{{ .Prompt }}",
        system='You are a "patient" tutor.\n\nBe brief.',
        licenses=("MIT", "Apache-2.0"),
        params={"temperature": 0.3, "stop": ["<|end|>", "two words"]},
        messages=(Message("user", "Hi: there"), Message("assistant", "Hello\nyou")),
        extensions={"requires": "0.14.0"},
    )


@pytest.mark.parametrize("order", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_order_of_bytes_is_found(order: str) -> None:
    assert read("FROM x\nSYSTEM é".encode(order)).system == "é"


def test_lines_may_end_as_on_windows() -> None:
    assert read(b'FROM x\r\nSYSTEM "a"\r\n') == Modelfile(("x",), system="a")


def test_the_last_of_several_system_texts_counts() -> None:
    assert read("FROM x\nSYSTEM a\nSYSTEM b").system == "b"


def test_a_value_may_hold_what_begins_a_comment() -> None:
    assert read("FROM x\nSYSTEM a # b").system == "a # b"


def test_parameters_of_old_modelfiles_are_passed_over() -> None:
    assert read("FROM x\nPARAMETER mirostat 1\nPARAMETER seed 4").params == {"seed": 4}


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("", 0, "no FROM line"),
        ("SYSTEM x", 0, "no FROM line"),
        ("FROM \n", 0, "no FROM line"),
        ("FROM", 1, "command must be one of"),
        ("FROM x\n\nFORM y", 3, "command must be one of"),
        ("FROM x\n<html>", 2, "command must be one of"),
        ('FROM x\nSYSTEM """a\nb\n', 2, "quote is not closed"),
        ('FROM x\nSYSTEM "', 2, "quote is not closed"),
        ('FROM x\nSYSTEM """"', 2, "quote is not closed"),
        ("FROM x\nMESSAGE tool hi", 2, "message role must be one of"),
        ("FROM x\nMESSAGE user", 2, "expected MESSAGE, a role and a value"),
        ("FROM x\nPARAMETER seed", 2, "expected PARAMETER, a name and a value"),
        ("FROM x\nPARAMETER seed 1.5", 2, "a whole number"),
        ("FROM x\nPARAMETER speed 1", 2, "unknown parameter"),
        ("FROM x\nPARAMETER temperature nan", 2, "a number"),
        (b"FROM x\nSYSTEM \xff", 2, "UTF-8"),
    ],
)
def test_an_error_names_its_line(text: str, line: int, word: str) -> None:
    with pytest.raises(BadModelfile, match=word) as raised:
        read(text)
    assert raised.value.line == line
    assert str(raised.value).startswith(f"(line {line}): " if line else "no FROM")


def test_v5_a_quote_that_is_never_closed_takes_no_time() -> None:
    with pytest.raises(BadModelfile, match="not closed"):
        read('FROM x\nSYSTEM """\n' + "a\n" * 1_000_000)


def test_a_modelfile_of_17_megabytes_is_refused() -> None:
    with pytest.raises(BadModelfile, match="16 MiB"):
        read(b"#" * (17 << 20))


def test_what_was_written_reads_the_same() -> None:
    assert read(write(read(WHOLE))) == read(WHOLE)


@pytest.mark.parametrize(
    ("text", "written"),
    [("plain", "plain"), (" a", '" a"'), ("a\nb", '"a\nb"'), ('a "b"\nc', '"""a "b"\nc"""'), ('"a"', '""""a""""')],
)
def test_a_value_is_quoted_where_it_must_be(text: str, written: str) -> None:
    assert write(Modelfile(("x",), system=text)) == f"FROM x\nSYSTEM {written}\n"


def test_numbers_and_flags_are_written_as_they_are_read() -> None:
    made = Modelfile(("x",), params={"temperature": 0.5, "use_mmap": True, "stop": ["a", "b"]})
    assert "PARAMETER use_mmap true\nPARAMETER stop a\n" in write(made)
    assert read(write(made)) == made


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters='"\x00'), min_size=1), st.text("ab \n", min_size=1))
def test_any_text_without_quotes_survives(system: str, content: str) -> None:
    made = Modelfile(("x",), system=system, messages=(Message("user", content),))
    assert read(write(made)) == made
