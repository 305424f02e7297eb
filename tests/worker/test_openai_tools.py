"""Which tools may or must be called, and calls that come in parts."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorfleet.worker.errors import Refusal
from tutorfleet.worker.openai_tools import Calls, Forced, choose

CITY = {"type": "object", "properties": {"city": {"$ref": "#/$defs/City"}}, "$defs": {"City": {"enum": ["Solo"]}}}
WEATHER = {"type": "function", "function": {"name": "weather", "parameters": CITY}}
DICE = {"type": "function", "function": {"name": "dice"}}
BOTH = [WEATHER, DICE]


@pytest.mark.parametrize(("wanted", "count"), [(None, 2), ("auto", 2), ("none", 0)])
def test_tools_may_be_called_or_not(wanted, count):
    choice = choose(BOTH, wanted)
    assert (len(choice.tools), choice.schema) == (count, None)


def test_a_required_call_is_of_any_tool():
    schema = choose(BOTH, "required").schema
    assert [one["properties"]["name"]["const"] for one in schema["anyOf"]] == ["weather", "dice"]


def test_a_named_tool_is_the_only_one_that_can_be_called_and_all_are_told():
    choice = choose(BOTH, {"type": "function", "function": {"name": "dice"}})
    assert choice.schema["properties"]["name"] == {"const": "dice"}
    assert len(choice.tools) == 2


def test_references_of_a_tools_schema_follow_it_to_its_new_place():
    one, both = choose([WEATHER], "required").schema, choose(BOTH, "required").schema
    place = one["properties"]["arguments"]["properties"]["city"]["$ref"]
    assert place == "#/properties/arguments/$defs/City"
    place = both["anyOf"][0]["properties"]["arguments"]["properties"]["city"]["$ref"]
    assert place == "#/anyOf/0/properties/arguments/$defs/City"


@pytest.mark.parametrize(
    ("tools", "wanted", "param"),
    [
        ([], "required", "tool_choice"),
        (BOTH, "always", "tool_choice"),
        (BOTH, {"type": "function"}, "tool_choice"),
        (BOTH, {"type": "function", "function": {"name": "nope"}}, "tool_choice"),
        (BOTH, {"type": "allowed_tools", "allowed_tools": {}}, "tool_choice"),
        ([{"type": "retrieval"}], "auto", "tools[0]"),
        ([WEATHER, {"type": "function"}], "auto", "tools[1]"),
        ([{"function": {}}], "auto", "tools[0].function.name"),
        ([{"function": {"name": "f", "parameters": []}}], "auto", "tools[0].function.parameters"),
    ],
)
def test_what_is_no_choice_is_refused(tools, wanted, param):
    with pytest.raises(Refusal) as refused:
        choose(tools, wanted)
    assert refused.value.param == param


@given(
    st.dictionaries(st.text(max_size=4), st.text(max_size=6), max_size=3),
    st.sampled_from(["f", 'a"b', "Zürich"]),
    st.data(),
)
def test_a_forced_call_cut_anywhere_is_the_same_call(arguments, name, data):
    text = json.dumps({"name": name, "arguments": arguments})
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    reader, calls = Forced(), Calls()
    for begin, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        for part in reader.feed(text[begin:end]):
            calls.delta(part)
    (call,) = calls.whole()
    assert call["function"] == {"name": name, "arguments": json.dumps(arguments)}


def test_a_call_that_was_cut_before_its_arguments_is_none():
    reader = Forced()
    assert list(reader.feed('{"name": "weat')) == []


def test_only_the_first_part_of_a_call_has_its_id():
    calls = Calls()
    first = calls.delta({"index": 0, "function": {"name": "f"}})
    then = calls.delta({"index": 0, "function": {"arguments": "{}"}})
    assert first["id"].startswith("call_")
    assert then == {"index": 0, "function": {"arguments": "{}"}}
    assert calls.whole()[0]["function"] == {"name": "f", "arguments": "{}"}


def test_calls_of_one_answer_have_ids_of_their_own():
    calls = Calls()
    for index in range(3):
        calls.delta({"index": index, "function": {"name": "f"}})
    assert len({call["id"] for call in calls.whole()}) == 3
