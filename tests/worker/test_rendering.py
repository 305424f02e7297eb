"""Which template makes a prompt, and what a Jinja template is told."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from support.tiny_gguf import CHAT_TEMPLATE, make
from tutorfleet.models.model import from_file
from tutorfleet.worker import rendering
from tutorfleet.worker.errors import Failure
from tutorfleet.worker.rendering import Gap, Renderer, can_insert
from tutorfleet.worker.upstream import Upstream

TOOL = {"type": "function", "function": {"name": "w"}}
GO, GO_TOOLS = "{{ .Prompt }}", "{{ .Tools }}{{ range .Messages }}{{ .Content }}{{ end }}"


@dataclass
class Kind:
    """What of a model decides."""

    chat_template: str = ""
    template: str = ""
    capabilities: tuple[str, ...] = ("completion",)
    gap_tokens: tuple[int, ...] = ()
    messages: tuple[str, ...] = field(default=())
    own_template: bool = False


def _renderer(kind: Kind, **fields) -> Renderer:
    return Renderer(Upstream.__new__(Upstream), kind, **fields)  # no engine is asked here


@pytest.mark.parametrize(
    ("kind", "fields", "go"),
    [
        (Kind("jinja", GO), {}, ""),
        (Kind("", GO), {}, GO),
        (Kind("jinja", GO, own_template=True), {}, GO),
        (Kind("jinja"), {}, ""),
        (Kind("jinja", GO_TOOLS), {"tools": [TOOL]}, GO_TOOLS),
        (Kind("jinja with tools", GO_TOOLS), {"tools": [TOOL]}, ""),
        (Kind("jinja", GO), {"own": "mine"}, "mine"),
    ],
)
def test_jinja_comes_first_unless_only_go_knows(kind, fields, go):
    assert _renderer(kind, **fields).go == go


@pytest.mark.parametrize(
    ("think", "told"),
    [
        (None, {"enable_thinking": True}),
        (False, {"enable_thinking": False}),
        ("high", {"enable_thinking": True, "reasoning_effort": "high"}),
    ],
)
def test_a_jinja_template_is_told_how_much_to_think(think, told):
    model = Kind("jinja", capabilities=("completion", "thinking"))
    assert rendering.values(model, [], think) == {"chat_template_kwargs": told}
    assert rendering.values(Kind("jinja"), [TOOL], think) == {"tools": [TOOL]}


async def test_a_template_that_fails_names_whose_fault_it_is():
    for own, status in (("{{ index .Messages 9 }}", 400), ("", 500)):
        renderer = _renderer(Kind("", "{{ index .Messages 9 }}"), own=own)
        with pytest.raises(Failure, match="template: line 1, column 4: index: 9 is out of range") as caught:
            await renderer.render([{"role": "user", "content": "a"}])
        assert caught.value.status == status


async def test_the_prompt_is_kept_to_see_whether_thoughts_have_begun():
    renderer = _renderer(Kind("", "{{ .Prompt }}<think>\n", ("completion", "thinking")))
    assert await renderer.render([{"role": "user", "content": "a"}]) == "a<think>\n"
    assert renderer.thoughts().begun
    assert not renderer.thoughts(parsed=True).begun


def test_calls_are_looked_for_where_tools_were_offered():
    assert _renderer(Kind("", GO_TOOLS), tools=[TOOL]).calls().tools == ["w"]
    assert _renderer(Kind("", GO_TOOLS)).calls() is None


def test_a_gap_is_narrowed_from_the_gap_outwards():
    assert Gap("abcd", "efgh").narrowed(0.5) == Gap("cd", "ef")
    assert Gap("abcd", "").narrowed(0.0) == Gap("", "")


def test_the_marks_of_a_gap_are_read_from_the_file(tmp_path: Path):
    names = {"fim_pre": 5, "fim_suf": 6, "fim_mid": 7}
    extra = {f"tokenizer.ggml.{name}_token_id": number for name, number in names.items()}
    whole = from_file(make(tmp_path / "a.gguf", extra=extra, chat_template=CHAT_TEMPLATE), "a")
    assert (whole.gap_tokens, can_insert(whole), whole.capabilities) == ((5, 6, 7), True, ("completion", "insert"))
    del extra["tokenizer.ggml.fim_mid_token_id"]
    part = from_file(make(tmp_path / "b.gguf", extra=extra), "b")
    assert (part.gap_tokens, can_insert(part)) == ((), False)
    assert can_insert(part, "{{ .Prompt }}{{ .Suffix }}")
