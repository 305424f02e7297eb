"""What a reply is held to."""

import pytest

from tutorfleet.worker import constraints
from tutorfleet.worker.constraints import SCORES, JsonGuard, from_format, scores_grammar
from tutorfleet.worker.errors import Failure


def test_no_format_is_no_constraint():
    assert from_format(None) == from_format("") == {}


def test_json_is_an_object_without_room_for_white_space():
    schema = from_format("json")["json_schema"]
    assert schema["type"] == "object"
    assert schema["x-guidance"]["whitespace_flexible"] is False


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "zebra"},
        {"type": ["string", "zebra"]},
        {"properties": {"a": {"items": {"type": "int"}}}},
        {"properties": {"a": {"$ref": "#/$defs/a"}}},
        {"$ref": "https://evil.example/schema"},
        {"anyOf": [{"type": "object"}, {"type": "none"}]},
        "xml",
        3,
        [],
    ],
)
def test_a_schema_that_llama_cpp_would_drop_is_refused(schema):
    with pytest.raises(Failure, match="invalid format"):
        from_format(schema)


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"type": {"type": "string"}}, "enum": [{"type": "zebra"}]},
        {"$defs": {"a": {"type": "integer"}}, "properties": {"x": {"$ref": "#/$defs/a"}}},
        {"type": ["string", "null"]},
    ],
)
def test_names_and_data_that_look_like_keywords_are_left_alone(schema):
    assert from_format(schema)["json_schema"].items() >= schema.items()


def test_a_reply_that_is_not_json_is_noticed_at_its_first_character():
    with pytest.raises(Failure, match="invalid format"):
        JsonGuard({"type": "object"}).feed("Sure")


def test_a_reply_that_ends_before_its_json_does_is_noticed_unless_it_was_cut():
    guard = JsonGuard({"type": "object"})
    guard.feed('{"a": ')
    guard.finish("length")
    with pytest.raises(Failure, match="invalid format"):
        guard.finish("stop")


def test_the_scores_grammar_names_all_nine_in_order():
    grammar = scores_grammar()
    places = [grammar.index(name) for name in SCORES]
    assert places == sorted(places)
    assert constraints.asks_for_scores("... Respond with a JSON object containing only the scores ...")
