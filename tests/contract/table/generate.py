"""POST /api/generate."""

from typing import Any

from tests.contract.case import Case, Expected, error, streamed
from tests.contract.shapes import ABSENT, json_object, positive, several, text
from tests.contract.table.words import (
    ENDED,
    HEAD,
    INVALID_NAME,
    LIKELY,
    NO_BODY,
    NO_FORMAT,
    NO_METRICS,
    NOT_FOUND,
    SCHEMA,
    SHORT,
    TOO_LIKELY,
)

WHERE = "POST /api/generate"
DOC, CODE, TYPES = "api.md, Generate a completion", "server/routes.go", "api/types.go"
CONTEXT = {"context": several(int)}
LINE = HEAD | {"response": str, "done": False}
LAST = HEAD | ENDED | CONTEXT | {"response": ""}
WHOLE = HEAD | ENDED | CONTEXT | {"response": text(".+")}
EMPTY = HEAD | NO_METRICS | {"response": "", "done": True}
EVERY_OPTION = {
    "num_keep": 5,
    "seed": 42,
    "num_predict": 8,
    "draft_num_predict": 4,
    "top_k": 20,
    "top_p": 0.9,
    "min_p": 0.0,
    "typical_p": 0.7,
    "repeat_last_n": 33,
    "temperature": 0.8,
    "repeat_penalty": 1.2,
    "presence_penalty": 1.5,
    "frequency_penalty": 1.0,
    "penalize_newline": True,
    "stop": ["\n\n\n", "user:"],
    "numa": False,
    "num_ctx": 1024,
    "num_batch": 2,
    "num_gpu": 1,
    "main_gpu": 0,
    "use_mmap": True,
    "num_thread": 8,
}


def _ask(**fields: Any) -> dict[str, Any]:
    return {"model": "{model}", "prompt": "Why is the sky blue?", "options": SHORT} | fields


def _whole(**fields: Any) -> dict[str, Any]:
    return _ask(stream=False, **fields)


def _of(kind: str, **fields: Any) -> dict[str, Any]:
    return _ask(model="{" + kind + "}", **fields)


def _case(name: str, body: Any, expected: Expected, source: str) -> Case:
    return Case(name, WHERE, body, expected, source)


def _gives(**fields: Any) -> Expected:
    return Expected(body=WHOLE | fields)


CASES = (
    _case("a stream, which is what is meant where nothing is said", _ask(), streamed(LINE, LAST), DOC),
    _case("a stream that is asked for", _ask(stream=True), streamed(LINE, LAST), DOC),
    _case("the whole", _whole(), _gives(), "api.md, Request (No streaming)"),
    _case("raw, which has no context", _whole(raw=True), _gives(context=ABSENT), "api.md, Request (Raw Mode)"),
    _case(
        "raw leaves no place for a template",
        _whole(raw=True, template="{{ .Prompt }}"),
        error(400, "raw mode does not support template, system, or context"),
        CODE,
    ),
    _case(
        "a system text and a template of this request",
        _whole(system="Be kind.", template="{{ .System }} {{ .Prompt }}"),
        _gives(),
        DOC,
    ),
    _case(
        "JSON",
        _whole(prompt="Respond using JSON", format="json", options={"num_predict": 64, "seed": 3}),
        _gives(response=str),
        "api.md, JSON mode",
    ),
    _case(
        "JSON by a schema",
        _whole(prompt="Respond using JSON", format=SCHEMA, options={"num_predict": 300, "seed": 1}),
        _gives(response=json_object),
        "api.md, Structured outputs",
    ),
    _case("a format that is none", _whole(format="xml"), error(400, NO_FORMAT), "llm/server.go"),
    _case(
        "a reply that is as long as it may be",
        _whole(options={"num_predict": 3}),
        _gives(done_reason="length", eval_count=3, response=str),
        "modelfile.mdx, num_predict",
    ),
    _case("every option", _whole(options=EVERY_OPTION), _gives(response=str), "api.md, With options"),
    _case(
        "an option that nobody knows", _whole(options={"frobnicate": 1, "num_predict": 2}), _gives(response=str), TYPES
    ),
    _case(
        "an option of another type",
        _whole(options={"num_predict": "many"}),
        error(400, 'option "num_predict" must be of type integer'),
        TYPES,
    ),
    _case(
        "a text where a fraction is meant",
        _whole(options={"temperature": "hot"}),
        error(400, 'option "temperature" must be of type float32'),
        TYPES,
    ),
    _case("probabilities", _whole(logprobs=True, top_logprobs=2), _gives(logprobs=LIKELY), TYPES),
    _case("too many probabilities", _whole(logprobs=True, top_logprobs=21), error(400, TOO_LIKELY), CODE),
    _case(
        "what comes between two texts",
        _of("insert", prompt="def add(a, b):\n", suffix="\n    return c", stream=False),
        _gives(model="{insert}"),
        "api.md, Request (with suffix)",
    ),
    _case(
        "an encoder does not insert",
        _of("embedder", suffix="b"),
        error(400, text('"{embedder}" does not support (insert|generate)')),
        CODE,
    ),
    _case(
        "thoughts are no part of the response",
        _of("thinker", think=True, stream=False) | {"options": {"num_predict": 64}},
        _gives(model="{thinker}", thinking=text(".+"), response=str),
        "capabilities/thinking.mdx",
    ),
    _case(
        "a model that can think does where nothing is said",
        _of("thinker", stream=False) | {"options": {"num_predict": 64}},
        _gives(model="{thinker}", thinking=text(".+"), response=str),
        CODE,
    ),
    _case(
        "there are no thoughts where none are wanted",
        _of("thinker", think=False, stream=False) | {"options": {"num_predict": 64}},
        _gives(model="{thinker}", thinking=ABSENT, response=str),
        "capabilities/thinking.mdx",
    ),
    _case("not every model thinks", _of("plain", think=True), error(400, '"{plain}" does not support thinking'), CODE),
    _case(
        "not every model inserts",
        _of("plain", suffix="b"),
        error(400, text(".*{plain}.* does not support insert")),
        CODE,
    ),
    _case("an encoder does not generate", _of("embedder"), error(400, '"{embedder}" does not support generate'), CODE),
    _case(
        "no prompt loads the model",
        {"model": "{model}"},
        Expected(body=EMPTY | {"done_reason": "load"}),
        "api.md, Load a model",
    ),
    _case(
        "no prompt and no time to stay unloads it",
        {"model": "{model}", "keep_alive": 0},
        Expected(body=EMPTY | {"done_reason": "unload"}),
        "api.md, Unload a model",
    ),
    _case("it stays for ever", {"model": "{model}", "keep_alive": -1}, Expected(body=dict), "faq.mdx"),
    _case(
        "it stays as long as Go writes it", {"model": "{model}", "keep_alive": "1h30m"}, Expected(body=dict), "faq.mdx"
    ),
    _case(
        "it stays nobody knows how long",
        {"model": "{model}", "keep_alive": "soon"},
        error(400, 'time: invalid duration "soon"'),
        TYPES,
    ),
    _case("nobody does not generate", _of("absent"), error(404, NOT_FOUND), "api/errors.mdx"),
    _case("to generate needs a model", {"prompt": "a"}, error(404, "model '' not found"), CODE),
    _case("to generate needs a name that can be", _ask(model="a/b/../c"), error(400, INVALID_NAME), CODE),
    _case("to generate needs a body", None, error(400, NO_BODY), CODE),
    _case("to generate needs JSON", b"{'model'", error(400, text("invalid .*")), "api/errors.mdx"),
    _case("to generate needs fields of their types", {"model": 7}, error(400, text(".+")), "api/errors.mdx"),
    _case(
        "fields of other requests have no effect",
        _whole(messages=[{"role": "user", "content": "hi"}], base_url="http://169.254.169.254/"),
        _gives(prompt_eval_count=positive),
        DOC,
    ),
)
