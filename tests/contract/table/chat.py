"""POST /api/chat."""

from typing import Any

from tests.contract.case import Case, Expected, error, streamed
from tests.contract.shapes import ABSENT, json_object, several, text
from tests.contract.table.words import (
    ASKS_WEATHER,
    CALL,
    ENDED,
    HEAD,
    HI,
    INVALID_NAME,
    LIKELY,
    NO_BODY,
    NO_FORMAT,
    NO_METRICS,
    NOT_FOUND,
    SCHEMA,
    SHORT,
    TOO_LIKELY,
    WEATHER,
)

WHERE = "POST /api/chat"
DOC, CODE, TYPES = "api.md, Generate a chat completion", "server/routes.go", "api/types.go"
SAYS = {"role": "assistant", "content": str}
SAID = {"role": "assistant", "content": text(".+")}
CALLS = {"role": "assistant", "content": "", "tool_calls": several(CALL), "thinking?": text(".+")}
DONE = {"message": {"role": "assistant", "content": ""}, "context": ABSENT}
LINE = HEAD | {"message": SAYS, "done": False}
LAST = HEAD | ENDED | DONE
WHOLE = HEAD | ENDED | DONE | {"message": SAID}
EMPTY = HEAD | NO_METRICS | DONE | {"done": True}
THOUGHT = {"thinking?": text(".+")}
TALK = [
    {"role": "system", "content": "Be kind."},
    {"role": "user", "content": "why is the sky blue?"},
    {"role": "assistant", "content": "due to rayleigh scattering."},
    {"role": "user", "content": "how is that different than mie scattering?"},
]
CALLED = [
    *ASKS_WEATHER,
    {
        "role": "assistant",
        "content": "",
        "tool_calls": [{"function": {"name": "weather", "arguments": {"city": "Solo"}}}],
    },
    {"role": "tool", "content": "30 degrees", "tool_name": "weather"},
]


def _ask(**fields: Any) -> dict[str, Any]:
    return {"model": "{model}", "messages": HI, "options": SHORT} | fields


def _whole(**fields: Any) -> dict[str, Any]:
    return _ask(stream=False, **fields)


def _tools(**fields: Any) -> dict[str, Any]:
    options = {"num_predict": 128, "temperature": 0}
    return {"model": "{tools}", "messages": ASKS_WEATHER, "tools": [WEATHER], "options": options} | fields


def _thinks(**fields: Any) -> dict[str, Any]:
    return {"model": "{thinker}", "messages": HI, "think": True, "options": {"num_predict": 256}} | fields


def _case(name: str, body: Any, expected: Expected, source: str) -> Case:
    return Case(name, WHERE, body, expected, source)


def _gives(**fields: Any) -> Expected:
    return Expected(body=WHOLE | fields)


CASES = (
    _case("a stream, which is what is meant where nothing is said", _ask(), streamed(LINE, LAST), DOC),
    _case("the whole", _whole(), _gives(), "api.md, Chat request (No streaming)"),
    _case("a talk that goes on", _ask(messages=TALK), streamed(LINE, LAST), "api.md, Chat request (With History)"),
    _case(
        "JSON by a schema",
        _whole(format=SCHEMA, options={"num_predict": 300, "seed": 1}),
        _gives(message={"role": "assistant", "content": json_object}),
        "api.md, Chat request (Structured outputs)",
    ),
    _case(
        "a call of a tool in a stream comes before the last line",
        _tools(),
        streamed(
            LINE | {"model": "{tools}", "message": SAYS | THOUGHT | {"tool_calls?": several(CALL)}},
            LAST | {"model": "{tools}"},
        ),
        "api.md, Chat request (Streaming with tools)",
    ),
    _case(
        "a call of a tool has arguments that are an object",
        _tools(stream=False),
        _gives(model="{tools}", message=CALLS),
        "api.md, Chat request (No streaming, with tools)",
    ),
    _case(
        "what a tool answered",
        _tools(stream=False, messages=CALLED),
        _gives(model="{tools}", message=dict),
        "api.md, Chat request (With history, with tools)",
    ),
    _case(
        "an encoder has no tools",
        _tools(model="{embedder}"),
        error(400, text('"{embedder}" does not support (tools|chat)')),
        CODE,
    ),
    _case(
        "thoughts are no part of the content",
        _thinks(stream=False),
        _gives(model="{thinker}", message=SAYS | {"thinking": text(".+")}),
        "capabilities/thinking.mdx",
    ),
    _case(
        "a model that can think does where nothing is said",
        _thinks(stream=False, think=None),
        _gives(model="{thinker}", message=SAYS | {"thinking": text(".+")}),
        CODE,
    ),
    _case(
        "there are no thoughts where none are wanted",
        _thinks(stream=False, think=False),
        _gives(model="{thinker}", message=SAYS | {"thinking": ABSENT}),
        "capabilities/thinking.mdx",
    ),
    _case(
        "not every model thinks",
        _ask(model="{plain}", think=True),
        error(400, '"{plain}" does not support thinking'),
        CODE,
    ),
    _case("a model that thinks or not may be told not to", _whole(think=False), _gives(), CODE),
    _case(
        "not every model calls", _tools(model="{plain}"), error(400, text(".*{plain}.* does not support tools")), CODE
    ),
    _case(
        "thoughts in a stream",
        _thinks(),
        streamed(LINE | {"model": "{thinker}", "message": SAYS | THOUGHT}, LAST | {"model": "{thinker}"}),
        "capabilities/thinking.mdx",
    ),
    _case(
        "probabilities line by line",
        _ask(logprobs=True, top_logprobs=1),
        streamed(LINE | {"logprobs?": LIKELY}, LAST | {"logprobs?": list}),
        TYPES,
    ),
    _case(
        "no messages load the model",
        {"model": "{model}", "messages": []},
        Expected(body=EMPTY | {"done_reason": "load"}),
        "api.md, Load a model",
    ),
    _case(
        "no messages and no time to stay unload it",
        {"model": "{model}", "messages": [], "keep_alive": 0},
        Expected(body=EMPTY | {"done_reason": "unload"}),
        "api.md, Unload a model",
    ),
    _case("an encoder does not chat", _ask(model="{embedder}"), error(400, '"{embedder}" does not support chat'), CODE),
    _case("nobody does not chat", _ask(model="{absent}"), error(404, NOT_FOUND), "api/errors.mdx"),
    _case("to chat needs a model", {"messages": HI}, error(400, "model is required"), CODE),
    _case("to chat needs a name that can be", _ask(model="../x"), error(400, INVALID_NAME), CODE),
    _case("to chat needs a body", None, error(400, NO_BODY), CODE),
    _case("to chat needs JSON", b"[", error(400, text(".+")), "api/errors.mdx"),
    _case("messages are a list", _ask(messages="hi"), error(400, text(".+")), "api/errors.mdx"),
    _case("a format that is none", _whole(format="xml"), error(400, NO_FORMAT), "llm/server.go"),
    _case("a level of thinking that is none", _whole(think="much"), error(400, text("invalid think value: .*")), TYPES),
    _case("too few probabilities", _whole(top_logprobs=-1), error(400, TOO_LIKELY), CODE),
    _case("fields that nobody knows have no effect", _whole(api_base="http://169.254.169.254/"), _gives(), DOC),
)
