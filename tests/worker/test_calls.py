"""Calls of tools taken out of a reply, wherever it is cut."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.worker.calls import CallReader, tag_of

CALL = '{"name": "w", "arguments": {"city": "Bandung"}}'
BANDUNG = ("w", {"city": "Bandung"})
REPLIES = {
    "behind a tag": ("<tool_call>", f"Let me see.\n<tool_call>\n{CALL}\n</tool_call>", "Let me see.", [BANDUNG]),
    "two": ("<tool_call>", f"<tool_call>{CALL}</tool_call><tool_call>{CALL}</tool_call>", "", [BANDUNG, BANDUNG]),
    "in a list": ("[TOOL_CALLS]", f"[TOOL_CALLS] [{CALL}]", "", [BANDUNG]),
    "parameters": ("", '{"name": "w", "parameters": {}}', "", [("w", {})]),
    "without a tag, in a fence": ("", f"```json\n{CALL}\n```", "", [BANDUNG]),
    "another fence": ("", "```python\nprint({})\n```", "```python\nprint({})\n```", []),
    "text": ("", f"Say {CALL}", f"Say {CALL}", []),
    "text with a beginning of the tag": ("<tool_call>", "a < b <tool", "a < b <tool", []),
    "a tool that was not offered": ("", '{"name": "rm", "arguments": {}}', '{"name": "rm", "arguments": {}}', []),
    "no arguments": ("", '{"name": "w"}', '{"name": "w"}', []),
    "cut short": ("<tool_call>", '<tool_call>{"name": "w", "argu', '<tool_call>{"name": "w", "argu', []),
    "nested too deeply": ("", '{"a":' * 60, '{"a":' * 60, []),
    "nothing": ("<tool_call>", "", "", []),
}


@pytest.mark.parametrize(("tag", "reply", "said", "calls"), REPLIES.values(), ids=REPLIES)
@given(cuts=st.lists(st.integers(0, 80), max_size=8))
def test_v22_calls_are_the_same_wherever_the_reply_is_cut(tag, reply, said, calls, cuts):
    reader = CallReader(tag, ["w"])
    edges = [0, *sorted(min(cut, len(reply)) for cut in cuts), len(reply)]
    text = "".join(reader.feed(reply[a:b]) for a, b in pairwise(edges))
    rest, parts = reader.finish()
    assert (text + rest).rstrip() == said.rstrip()
    found = [(part["function"]["name"], msgspec.json.decode(part["function"]["arguments"])) for part in parts]
    assert found == calls


def test_a_reply_that_is_no_call_is_not_held_back():
    reader = CallReader("<tool_call>", ["w"])
    assert [reader.feed(text) for text in ("Hello ", "<b>", " you")] == ["Hello ", "<b>", " you"]


def test_the_tag_is_that_of_the_template():
    assert tag_of('{{ range .ToolCalls }}<tool_call>{"name"}') == "<tool_call>"
    assert tag_of("{{ .ToolCalls }}") == ""
